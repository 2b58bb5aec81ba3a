/** Reads the text that `rkconf trace` prints: alternatives, their numbered steps, and how each one ends. */

/** A step: who reads the command, what is read or started, and remarks such as removed quotes. */
export interface Step {
  title: string;
  content: string;
  remarks: string;
}

/** How the shells that agree read the command. `heading` is that of the text; `ending` is the verdict. */
export interface Alternative {
  heading: string;
  steps: Step[];
  ending: string;
}

const NUMBERED = /^\d+\. (.*)$/;
const REMARK = /^ {1,4}\S/;

/** The alternatives of a text; without numbered steps, there is none. */
export function alternatives(text: string): Alternative[] {
  const found: Alternative[] = [];
  let lines: string[] = [];
  let heading = "";
  for (const line of [...text.split("\n"), ""]) {
    const title = NUMBERED.exec(line)?.[1];
    const latest = found.at(-1);
    if (title !== undefined) {
      if (latest === undefined || latest.ending !== "") found.push({ heading, steps: [], ending: "" });
      lines = [];
      found.at(-1)?.steps.push({ title, content: "", remarks: "" });
    } else if (line.startsWith(" ") && latest !== undefined) {
      lines.push(line);
      Object.assign(latest.steps.at(-1) ?? {}, divided(lines));
    } else if (line !== "") {
      if (latest !== undefined && latest.ending === "") latest.ending = line;
      else heading = line;
    }
  }
  return found;
}

/** What is read is indented by five spaces; remarks follow it, indented by three. */
function divided(lines: readonly string[]): Pick<Step, "content" | "remarks"> {
  const first = lines.findIndex((line) => REMARK.test(line));
  const end = first < 0 ? lines.length : first;
  return { content: joined(lines.slice(0, end), 5), remarks: joined(lines.slice(end), 3) };
}

function joined(lines: readonly string[], indent: number): string {
  return lines.map((line) => line.slice(indent)).join("\n");
}
