/** The tabs below the verdict, with the keys of the ARIA pattern: arrows, Home and End move and select. */

type Shown = (name: string) => void;

/** Connect the tabs of a tab list; `shown` is called with the panel's id when its tab is selected. */
export class Tabs {
  private readonly tabs: HTMLButtonElement[];

  constructor(list: HTMLElement, private readonly shown: Shown) {
    this.tabs = [...list.querySelectorAll<HTMLButtonElement>('[role="tab"]')];
    for (const tab of this.tabs) tab.addEventListener("click", () => this.select(this.panelOf(tab)));
    list.addEventListener("keydown", (event) => this.move(event));
  }

  /** The id of the panel that is shown. */
  get selected(): string {
    const tab = this.tabs.find((one) => one.getAttribute("aria-selected") === "true");
    return tab === undefined ? "" : this.panelOf(tab);
  }

  /** Show the panel with this id, and hide the others. */
  select(name: string): void {
    for (const tab of this.tabs) {
      const selected = this.panelOf(tab) === name;
      tab.setAttribute("aria-selected", String(selected));
      tab.tabIndex = selected ? 0 : -1;
      const panel = document.getElementById(this.panelOf(tab));
      if (panel !== null) panel.hidden = !selected;
    }
    this.shown(name);
  }

  private panelOf(tab: HTMLButtonElement): string {
    return tab.getAttribute("aria-controls") ?? "";
  }

  private move(event: KeyboardEvent): void {
    const now = this.tabs.findIndex((tab) => tab === document.activeElement);
    const last = this.tabs.length - 1;
    const next = { ArrowRight: now === last ? 0 : now + 1, ArrowLeft: now <= 0 ? last : now - 1, Home: 0, End: last }[
      event.key
    ];
    const tab = next === undefined ? undefined : this.tabs[next];
    if (tab === undefined) return;
    event.preventDefault();
    tab.focus();
    this.select(this.panelOf(tab));
  }
}
