import { armorChanges } from "./armor";
import { backendChanges } from "./backends";
import { cdnChanges } from "./cdn";
import { Change } from "./change";
import { domainChanges } from "./domains";
import { frontEndChanges } from "./front-end";
import { nameChanges } from "./names";
import { routeChanges } from "./routes";
import { stagedChanges } from "./staged";

export * from "./change";

/** The changes in use, by the part of the table that they stand in. */
export const CHANGES: { readonly [part: string]: readonly Change[] } = {
  Domains: domainChanges,
  "Services and regions": backendChanges,
  Routes: routeChanges,
  "Cloud Armor": armorChanges,
  "Cloud CDN": cdnChanges,
  "Front end": frontEndChanges,
  Names: nameChanges,
  "Two steps": stagedChanges,
};
