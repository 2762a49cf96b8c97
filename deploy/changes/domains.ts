import { Change, HTTPS_PROXY, change, inPlace } from "./change";

const APP = "app.example.com";
const WWW = "www.example.com";
const NEW = "new.example.com";

/** Domains and their certificates. */
export const domainChanges: readonly Change[] = [
  change("a domain is added", {}, { domains: [APP, WWW] }),
  change("a domain is added before the others", {}, { domains: [WWW, APP] }),
  change("a domain is removed", { domains: [APP, WWW] }, {}, [`https://${WWW}/`]),
  change("the first domain is removed", { domains: [APP, WWW] }, { domains: [WWW] }, [`https://${APP}/`]),
  change("a domain is replaced", { domains: [APP, WWW] }, { domains: [APP, NEW] }, [`https://${WWW}/`]),
  change("all domains are replaced", {}, { domains: [NEW] }, [`https://${APP}/`]),
  inPlace("the domains are reordered", HTTPS_PROXY, { domains: [APP, WWW] }, { domains: [WWW, APP] }),
  change("a domain with a host rule is added", {}, { domains: [APP, WWW], host: WWW }),
];
