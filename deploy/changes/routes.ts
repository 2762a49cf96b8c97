import { EVERYTHING, URL_MAP, Change, inPlace } from "./change";

/** Routes, and the backend services that they lead to. */
export const routeChanges: readonly Change[] = [
  inPlace("a backend and its route are added", URL_MAP, { api: "" }, {}),
  inPlace("a backend and its route are removed", URL_MAP, {}, { api: "" }),
  inPlace("a backend and its service are renamed", URL_MAP, {}, { api: "Rest" }),
  inPlace("the default backend is renamed", URL_MAP, {}, { backend: "SiteBackend" }),
  inPlace("byPath becomes inOrder", EVERYTHING, {}, { inOrder: true }),
  inPlace("inOrder becomes byPath", EVERYTHING, { inOrder: true }, {}),
  inPlace("a traffic split is started", URL_MAP, {}, { canary: 10 }),
  inPlace("a traffic split is moved", EVERYTHING, { canary: 10 }, { canary: 60 }),
  inPlace("a traffic split ends where it began", URL_MAP, { canary: 60 }, {}),
  inPlace("a traffic split ends with the new one alone", EVERYTHING, { canary: 60 }, { canary: 100 }),
  inPlace("a traffic split in inOrder is started", URL_MAP, { inOrder: true }, { inOrder: true, canary: 10 }),
  inPlace("a host rule is added", EVERYTHING, {}, { host: "app.example.com" }),
  inPlace("a host rule is removed", EVERYTHING, { host: "app.example.com" }, {}),
];
