import { armorChanges } from "./armor";
import { backendChanges } from "./backends";
import { bucketChanges } from "./buckets";
import { cdnChanges } from "./cdn";
import { AnySite, Change, keyOf } from "./change";
import { clientAuthenticationChanges } from "./client-authentication";
import { containerChanges } from "./containers";
import { domainChanges } from "./domains";
import { eachOptionChanges } from "./each-option";
import { edgeChanges } from "./edge";
import { errorPageChanges } from "./error-pages";
import { frontEndChanges } from "./front-end";
import { iapChanges } from "./iap";
import { mapChanges } from "./maps";
import { moveChanges } from "./moves";
import { nameChanges } from "./names";
import { optionChanges } from "./options";
import { recordChanges } from "./records";
import { routeChanges } from "./routes";
import { stagedChanges } from "./staged";

export * from "./change";

/** The changes in use, by the part of the table that they stand in. */
export const CHANGES: { readonly [part: string]: readonly Change[] } = {
  Domains: domainChanges,
  "Certificate maps": mapChanges,
  "DNS records": recordChanges,
  "Services and regions": backendChanges,
  "Containers of Cloud Run": containerChanges,
  "Backend buckets": bucketChanges,
  Routes: routeChanges,
  "Error pages": errorPageChanges,
  "Cloud Armor": [...armorChanges, ...edgeChanges],
  "Identity-Aware Proxy": iapChanges,
  "Cloud CDN": cdnChanges,
  "Client certificates": clientAuthenticationChanges,
  "Front end": frontEndChanges,
  Names: nameChanges,
  "Moves and swaps": moveChanges,
  "Options removed from the code": [...optionChanges, ...eachOptionChanges],
  "Two steps": stagedChanges,
};

const KNOWN = new Set(Object.values(CHANGES).flatMap((changes) => changes.map(({ before }) => keyOf(before))));

/** Whether a change begins with a site, so that it is deployed into an empty cloud anyway. */
export function isDeployedAnyway(site: AnySite): boolean {
  return KNOWN.has(keyOf(site));
}
