import { EVERYTHING, HTTPS_PROXY, Change, change, inPlace } from "./change";

/** SSL policies, addresses, proxies and forwarding rules. */
export const frontEndChanges: readonly Change[] = [
  inPlace("an SSL policy is changed", EVERYTHING, { ssl: "Tls" }, { ssl: "Tls", restricted: true }),
  inPlace("an SSL policy is renamed", HTTPS_PROXY, { ssl: "Tls" }, { ssl: "Modern" }),
  inPlace("an SSL policy of its own is added", HTTPS_PROXY, {}, { ssl: "Tls" }),
  inPlace("an SSL policy of its own is removed", HTTPS_PROXY, { ssl: "Tls" }, {}),
  change("IPv6 is added", {}, { ipv6: true }),
  change("IPv6 is removed", { ipv6: true }, {}, ["https://app.example.com/ (IPv6)", "http://app.example.com/ (IPv6)"]),
  change("the HTTP redirect is turned off", {}, { httpRedirect: false }, ["http://app.example.com/"]),
  change("the HTTP redirect is turned on", { httpRedirect: false }, {}),
  change("the keep-alive time is set", {}, { keepAlive: 600 }),
  change("the keep-alive time is changed", { keepAlive: 600 }, { keepAlive: 300 }),
  change("the keep-alive time is removed", { keepAlive: 600 }, {}),
];
