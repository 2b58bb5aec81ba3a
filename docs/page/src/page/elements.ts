/** Builds and finds elements; text is always inserted as text, never as HTML. */

type Attributes = Record<string, string | boolean | undefined>;
export type Child = Node | string | undefined | false;

/**
 * An element with attributes and children. `true` gives an empty attribute; `false` and `undefined` give none.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child): child is Node | string => child !== undefined && child !== false));
  return made;
}

/** The element of the page with this id. The page is written with it, so its absence is a bug. */
export function byId<Kind extends HTMLElement = HTMLElement>(id: string): Kind {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no element #${id}`);
  return found as Kind;
}

/** A button that calls `action`. */
export function button(label: string, action: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = element("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", action);
  return made;
}

/** The options of a `<select>`: pairs of value and label. */
export function options(choices: readonly (readonly [string, string])[]): HTMLOptionElement[] {
  return choices.map(([value, label]) => element("option", { value }, label));
}

/** A command as text: no option is broken after its hyphen, where it is not too long for a line. */
export function command(text: string): Child[] {
  const parts = text.split(/(?<!\S)(--?[A-Za-z][\w-]{0,30})(?!\S)/);
  return parts.map((part, index) => (index % 2 === 1 ? element("span", { class: "option" }, part) : part));
}

/** A text in which `code` between backticks would be lost: words between backticks become `<code>`. */
export function prose(text: string): Child[] {
  const parts = text.split(/(`[^`]+`)/);
  return parts.map((part) => (/^`[^`]+`$/.test(part) ? element("code", {}, part) : part));
}
