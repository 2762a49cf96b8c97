import { Change, change } from "./change";

/** Routes, and the backend services that they lead to. */
export const routeChanges: readonly Change[] = [
  change("a backend and its route are added", { api: "" }, {}),
  change("a backend and its route are removed", {}, { api: "" }),
  change("a backend and its service are renamed", {}, { api: "Rest" }),
  change("the default backend is renamed", {}, { backend: "SiteBackend" }),
  change("byPath becomes inOrder", {}, { inOrder: true }),
  change("inOrder becomes byPath", { inOrder: true }, {}),
  change("a traffic split is started", {}, { canary: 10 }),
  change("a traffic split is moved", { canary: 10 }, { canary: 60 }),
  change("a traffic split ends where it began", { canary: 60 }, {}),
  change("a traffic split ends with the new one alone", { canary: 60 }, { canary: 100 }),
  change("a traffic split in inOrder is started", { inOrder: true }, { inOrder: true, canary: 10 }),
  change("a host rule is added", {}, { host: "app.example.com" }),
  change("a host rule is removed", { host: "app.example.com" }, {}),
];
