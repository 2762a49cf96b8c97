import { Call, Handler } from "../call";
import { createChange, getChange } from "./changes";
import { getRecordSet, listRecordSets } from "./record-sets";
import { createZone, deleteZone, getZone, listZones, updateZone } from "./zones";

const handlers: { readonly [method: string]: Handler } = {
  "ManagedZones.Create": createZone,
  "ManagedZones.List": listZones,
  "ManagedZones.Get": getZone,
  "ManagedZones.Update": updateZone,
  "ManagedZones.Patch": updateZone,
  "ManagedZones.Delete": deleteZone,
  "ResourceRecordSets.List": listRecordSets,
  "ResourceRecordSets.Get": getRecordSet,
  "Changes.Create": createChange,
  "Changes.Get": getChange,
};

/** Answers a call of the Cloud DNS API. */
export function cloudDns(call: Call) {
  return handlers[call.method](call);
}
