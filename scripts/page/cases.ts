/** What the page is tried with, in headless Chromium. */
import assert from "assert";
import * as http from "http";
import * as net from "net";
import { Page } from "playwright-core";
import { Opened, Running } from "./running-page";

/** A case: it fails by throwing. */
export type Case = (running: Running) => Promise<void>;

const HOSTILE = "/<img/src=x/onerror=alert(1)>";

/** The cases, by what they show. */
export const CASES: { readonly [name: string]: Case } = {
  "it shows the load balancer: hosts, routes, backends, services": onPage(async (page) => {
    assert.equal(await page.title(), "Preview of prod");
    const diagram = await page.locator("#diagram").innerText();
    for (const words of ["all other hosts", "/api", "prod-api", "Cloud Armor", "Cloud CDN", "Identity-Aware Proxy"]) {
      assert.ok(diagram.includes(words), `the diagram has ${words}`);
    }
    assert.ok((await page.locator("#diagram path.wire").count()) > 8, "the diagram has arrows");
    const routes = await page.locator("#routes table").first().innerText();
    for (const words of ["all other hosts", "office.example.com", "/assets", "prod-canary 10\u00a0%", "/offers"]) {
      assert.ok(routes.includes(words), `the route table has ${words}`);
    }
  }),

  "the form explains a request step by step, and marks what decided": onPage(async (page) => {
    await explain(page, { url: "https://shop.example.com/assets/a.css" });
    assert.match(await page.locator("#decision .outcome").innerText(), /prod-assets/);
    assert.match(await page.locator("#routes tr.on").innerText(), /\/assets/);
    assert.match(await page.locator("#diagram .box.on").innerText(), /prod-assets/);
    assert.ok((await page.locator("#decision .steps > li").count()) > 1, "the decision has steps");
  }),

  "who is refused, and by which rule": onPage(async (page) => {
    await explain(page, { url: "https://shop.example.com/", clientIp: "198.51.100.7" });
    const step = page.locator("#decision .steps > li.stops");
    assert.match(await step.innerText(), /403[^]*1000/);
  }),

  "what cannot be explained is told beside the buttons": onPage(async (page) => {
    await page.getByLabel("URL on the internet").fill("shop");
    await page.getByRole("button", { name: "Explain" }).click();
    await page.locator("#form-error", { hasText: "URL" }).waitFor();
    await page.getByLabel("URL on the internet").fill("https://shop.example.com/");
    await page.getByLabel("Request headers").fill("no header");
    await page.getByRole("button", { name: "Explain" }).click();
    await page.locator("#form-error", { hasText: 'a header is written as "name: value"' }).waitFor();
    assert.equal(await page.locator("#decision").isVisible(), false);
  }, /Failed to load resource.* 400 /),

  "the form sends a request, with its method and headers": onPage(async (page) => {
    await page.getByLabel("Method").selectOption("POST");
    await page.getByLabel("URL on the internet").fill("https://shop.example.com/sent");
    await page.getByLabel("Request headers").fill("x-sent: yes");
    await page.getByRole("button", { name: "Send" }).click();
    await page.locator("#decision .outcome", { hasText: "prod-web" }).waitFor();
    assert.match(await page.locator("#decision .outcome").innerText(), /200 in /);
    await page.locator("#log-rows tr", { hasText: "POST shop.example.com/sent" }).waitFor();
  }),

  "requests come as they are made; a click explains one": async (running) => {
    const { page, wrong } = await running.open();
    await get(running, "shop.example.com", "/coming?a=1");
    const row = page.locator("#log-rows tr", { hasText: "GET shop.example.com/coming?a=1" });
    await row.click();
    assert.match(await page.locator("#decision-heading").innerText(), /Decision on request \d+/);
    assert.match(await page.locator("#decision .asked").innerText(), /coming\?a=1/);
    await nothingWrong({ page, wrong });
  },

  "the list can be filtered, paused and cleared": async (running) => {
    const { page, wrong } = await running.open();
    const rows = page.locator("#log-rows tr");
    await get(running, "shop.example.com", "/apples");
    await get(running, "shop.example.com", "/pears");
    await page.getByLabel("Filter").fill("PEARS");
    await rows.filter({ hasText: "/apples" }).waitFor({ state: "detached" });
    assert.equal(await rows.filter({ hasText: "/pears" }).count(), 1);
    await page.getByLabel("Filter").fill("");
    const before = await rows.count();
    await page.getByRole("button", { name: "Pause" }).click();
    await get(running, "shop.example.com", "/paused");
    await page.getByRole("button", { name: "Resume, 1 new", pressed: true }).waitFor();
    assert.equal(await rows.count(), before);
    await page.getByRole("button", { name: "Resume" }).click();
    await rows.filter({ hasText: "/paused" }).waitFor();
    await page.getByRole("button", { name: "Clear" }).click();
    assert.equal(await rows.count(), 0);
    await nothingWrong({ page, wrong });
  },

  "the keyboard alone is enough": keyboardAlone,

  "what a stranger sends is text": async (running) => {
    const { page, wrong } = await running.open();
    await sendRaw(running, HOSTILE);
    const row = page.locator("#log-rows tr", { hasText: HOSTILE });
    await row.click();
    assert.ok((await page.locator("#decision").innerText()).includes(HOSTILE), "the decision has the path as text");
    assert.equal(await page.locator("main img").count(), 0);
    await nothingWrong({ page, wrong });
  },

  "it fits a phone, a tablet and a laptop": async (running) => {
    await sendRaw(running, `/${"very-long".repeat(40)}`);
    for (const width of [360, 800, 1280]) {
      const { page, wrong } = await running.open({ viewport: { width, height: 740 } });
      await page.locator("#log-rows tr").first().click();
      assert.equal(await page.evaluate("document.documentElement.scrollWidth"), width);
      await nothingWrong({ page, wrong });
    }
  },

  "text has a contrast of 4.5, in light and dark": async (running) => {
    const papers = new Set<unknown>();
    for (const colorScheme of ["light", "dark"] as const) {
      const { page, wrong } = await running.open({ colorScheme });
      await explain(page, { url: "https://shop.example.com/", clientIp: "198.51.100.7" });
      assert.deepEqual(await page.evaluate(FAINT), []);
      papers.add(await page.evaluate("getComputedStyle(document.documentElement).backgroundColor"));
      await nothingWrong({ page, wrong });
    }
    assert.equal(papers.size, 2);
  },

  "nothing moves for who wants less motion": async (running) => {
    const { page } = await running.open({ reducedMotion: "reduce" });
    const moving = `[...document.querySelectorAll("*")].filter((each) => parseFloat(getComputedStyle(each).transitionDuration) > 0 || getComputedStyle(each).animationName !== "none").length`;
    assert.equal(await page.evaluate(moving), 0);
    await page.close();
  },

  "it may run its own style and script, and nothing else": async (running) => {
    const { page } = await running.open();
    const policy = (await page.reload())?.headers()["content-security-policy"] ?? "";
    assert.match(policy, /^default-src 'none'; connect-src 'self'; /);
    assert.doesNotMatch(policy, /unsafe|\*|http/);
    await page.close();
  },

  "every field and button has a name": onPage(async (page) => {
    const nameless = `[...document.querySelectorAll("input, select, textarea, button, summary, a[href]")].filter((each) => !(each.labels?.[0] ?? each).textContent.trim()).map((each) => each.outerHTML)`;
    assert.deepEqual(await page.evaluate(nameless), []);
    for (const role of ["main", "banner"] as const) {
      assert.equal(await page.getByRole(role).count(), 1);
    }
    for (const name of ["Load balancer", "Routes", "Ask about a request", /^Requests/]) {
      assert.equal(await page.getByRole("region", { name }).count(), 1);
    }
  }),
};

/** Texts with too little contrast, as an expression for the page. */
const FAINT = `(() => {
  const channels = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const paper = (element) => { for (let each = element; each; each = each.parentElement) { const color = channels(getComputedStyle(each).backgroundColor); if (color[3] !== 0) return color; } };
  const texts = [...document.querySelectorAll("body *")].filter((each) => each.checkVisibility() && [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) && !each.closest("svg, script, style"));
  return texts.flatMap((each) => {
    const [a, b] = [light(channels(getComputedStyle(each).color)), light(paper(each))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    return contrast < 4.5 ? [each.textContent.trim().slice(0, 40) + ": " + contrast.toFixed(2)] : [];
  });
})()`;

/** Where the focus is, and whether one sees it, as an expression for the page. */
const FOCUSED = `(() => {
  const { activeElement: each } = document;
  const { outlineStyle, outlineWidth } = getComputedStyle(each);
  return { name: each.id || each.name || each.textContent.trim(), isSeen: outlineStyle !== "none" && parseFloat(outlineWidth) > 0 };
})()`;

async function keyboardAlone(running: Running): Promise<void> {
  await get(running, "shop.example.com", "/one");
  await get(running, "shop.example.com", "/two");
  const { page, wrong } = await running.open();
  await page.locator("#log-rows tr").nth(1).waitFor();
  const { keyboard } = page;
  const tabTo = async (name: string | RegExp): Promise<void> => {
    for (let steps = 0; steps < 60; steps++) {
      await keyboard.press("Tab");
      const focused = await page.evaluate<{ readonly name: string; readonly isSeen: boolean }>(FOCUSED);
      assert.ok(focused.isSeen, `the focus is seen on ${focused.name}`);
      if (typeof name === "string" ? focused.name === name : name.test(focused.name)) {
        return;
      }
    }
    assert.fail(`the Tab key does not reach ${String(name)}`);
  };
  await tabTo("Skip to the request form");
  await keyboard.press("Enter");
  await tabTo("url");
  await keyboard.press("Control+A");
  await keyboard.type("https://office.example.com/");
  await keyboard.press("Enter");
  await page.locator("#decision .outcome", { hasText: "Identity-Aware Proxy" }).waitFor();
  assert.equal(await page.evaluate("document.activeElement.id"), "decision-heading");
  await tabTo("pause");
  await keyboard.press("Space");
  await keyboard.press("Space");
  await tabTo(/shop\.example\.com\/two/);
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await page.locator("#decision .asked", { hasText: "shop.example.com/one" }).waitFor();
  await nothingWrong({ page, wrong });
}

/** A case on a new page, which asks nobody but the preview and has no error in its console, except those that are meant. */
function onPage(work: (page: Page) => Promise<void>, expected?: RegExp): Case {
  return async ({ open }) => {
    const { page, wrong } = await open();
    await work(page);
    await nothingWrong({ page, wrong: wrong.filter((line) => expected?.test(line) !== true) });
  };
}

async function nothingWrong({ page, wrong }: Opened): Promise<void> {
  await page.close();
  assert.deepEqual(wrong, []);
}

async function explain(page: Page, { url, clientIp }: { readonly url: string; readonly clientIp?: string }) {
  await page.getByLabel("URL on the internet").fill(url);
  await page.getByLabel("Client IP address").fill(clientIp ?? "");
  await page.getByRole("button", { name: "Explain" }).click();
  await page.locator("#decision .asked", { hasText: url }).waitFor();
}

/** A visitor's request. */
export function get({ port }: Running, host: string, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    http
      .get({ host: "127.0.0.1", port, path, headers: { host } }, (response) => {
        response.resume().on("end", resolve);
      })
      .on("error", reject);
  });
}

/** A request that no library would send. */
function sendRaw({ port }: Running, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, "127.0.0.1", () => {
      socket.end(`GET ${path} HTTP/1.1\r\nHost: shop.example.com\r\nConnection: close\r\n\r\n`);
    });
    socket
      .resume()
      .on("close", () => resolve())
      .on("error", reject);
  });
}
