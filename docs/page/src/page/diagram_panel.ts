/** The diagram: an SVG that is parsed and rebuilt from the elements and attributes of drawings only. */

import type { Operations } from "../protocol";
import { element } from "./elements";

const NAMESPACE = "http://www.w3.org/2000/svg";
const ELEMENTS = new Set(["svg", "title", "desc", "g", "rect", "path", "line", "text", "tspan"]);
const ATTRIBUTES = new Set([
  "viewBox", "width", "height", "class", "x", "y", "x1", "y1", "x2", "y2", "rx", "ry", "d", "dx", "dy",
  "transform", "text-anchor", "role",
]);

/** The picture, and the same as text for whoever cannot see it. */
export function diagramNodes(diagram: Operations["diagram"]["gives"]): Node[] {
  const text = element("pre", { tabindex: "0", "aria-label": "Diagram as text" }, diagram.text);
  const picture = drawing(diagram.svg);
  if (picture === undefined) return [text];
  const frame = element("div", { class: "diagram", tabindex: "0", role: "group", "aria-label": "Diagram" }, picture);
  return [frame, element("details", {}, element("summary", {}, "The same as text"), text)];
}

/** The drawing in a text of SVG; undefined if it is not one. Styles are those of the page. */
export function drawing(svg: string): Element | undefined {
  // The parser obeys the content security policy too: it would report the style that it refuses.
  const plain = svg.replace(/<style>[^<]*<\/style>/g, "");
  const parsed = new DOMParser().parseFromString(plain, "image/svg+xml");
  const root = parsed.documentElement;
  return root.localName === "svg" && root.namespaceURI === NAMESPACE ? rebuilt(root) : undefined;
}

function rebuilt(original: Element): Element {
  const made = document.createElementNS(NAMESPACE, original.localName);
  for (const { name, value } of original.attributes) if (ATTRIBUTES.has(name)) made.setAttribute(name, value);
  for (const child of original.childNodes) {
    if (child instanceof Text) made.append(child.data);
    else if (child instanceof Element && child.namespaceURI === NAMESPACE && ELEMENTS.has(child.localName)) {
      made.append(rebuilt(child));
    }
  }
  return made;
}
