/** Starts the page. */

import { byId } from "./elements";
import { connectTheme } from "./theme";
import { Page } from "./page";

connectTheme();
const page = new Page(new URL(byId("page").dataset["worker"] ?? "worker.js", document.baseURI));
void page.start();
