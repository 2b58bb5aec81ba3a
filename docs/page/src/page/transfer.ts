/** Files that come in by drop or by the file chooser, and texts that go out by Copy and Save. */

import type { Input } from "../protocol";
import { announce } from "./announcements";
import { copy } from "./copying";
import { byId } from "./elements";
import { FileError, readFile, save, type Encoding } from "./files";
import type { InputFields } from "./input_fields";

/** Connects the buttons and the drop target. */
export class Transfer {
  private encoding: Encoding = "utf-8";

  constructor(private readonly fields: InputFields, private readonly open: (input: Input) => void) {
    const chooser = byId<HTMLInputElement>("file");
    byId("open").addEventListener("click", () => chooser.click());
    chooser.addEventListener("change", () => {
      void this.read(chooser.files);
    });
    byId("copy").addEventListener("click", () => void copy(this.fields.input.text, "the text"));
    byId("save").addEventListener("click", () => this.save());
    this.connectDrop();
  }

  private connectDrop(): void {
    const target = document.body;
    target.addEventListener("dragover", (event) => {
      if (event.dataTransfer?.types.includes("Files") !== true) return;
      event.preventDefault();
      target.classList.add("dropping");
    });
    target.addEventListener("dragleave", (event) => event.relatedTarget === null && target.classList.remove("dropping"));
    // In the capture phase, so that the editor does not insert the file as text.
    target.addEventListener("drop", (event) => this.drop(event), { capture: true });
  }

  private drop(event: DragEvent): void {
    document.body.classList.remove("dropping");
    const files = event.dataTransfer?.files;
    if (files === undefined || files.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    void this.read(files);
  }

  private async read(files: FileList | null): Promise<void> {
    const file = files?.[0];
    if (file === undefined) return;
    try {
      const { name, kind, text, encoding } = await readFile(file);
      this.encoding = encoding;
      this.open({ kind, text, name });
      const others = files !== null && files.length > 1 ? " Only the first of the files was opened." : "";
      announce(`Opened ${name}.${others}`);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      announce(error.message);
    }
  }

  private save(): void {
    const { kind, text, name } = this.fields.input;
    const usual = { file: "init.m", specification: "kernels.toml", launch: "launch.txt", parallel: "parallel.txt" }[kind];
    save(text, name ?? usual, this.encoding);
  }
}
