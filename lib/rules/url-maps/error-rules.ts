import { URL_MAP } from "../../app/types";
import { HeldRule, onApp, onCall, onResource } from "../rule";
import { lostErrorPolicy } from "./calls";
import { apiPages, bucketsInPaths, strangeErrorPages, unseenErrorPolicies } from "./error-pages";
import {
  bareErrorPolicies,
  errorCodes,
  errorPages,
  errorQuestion,
  lostErrorServices,
  wrongErrorServices,
} from "./error-responses";

const PAGE = "load-balancing/docs/https/custom-error-response";

/** What Google accepts as custom error responses. */
export const ERROR_RESPONSES = {
  says: "Custom error responses are for codes from 400 to 599, 4xx and 5xx, each listed once, and come from a backend bucket.",
  isPrevented: true,
  checks: [
    onCall("error", "UrlMap", lostErrorPolicy),
    onCall("error", "UrlMap.addHostRule", lostErrorPolicy),
    onCall("error", "RouteDecision.customErrorResponse", errorQuestion),
    onResource("error", URL_MAP, errorCodes),
    onResource("error", URL_MAP, errorPages),
    onResource("error", URL_MAP, bareErrorPolicies),
    onApp("error", lostErrorServices),
    onApp("error", wrongErrorServices),
  ],
  otherwise: "Google refuses them at apply.",
  page: PAGE,
} as const satisfies HeldRule;

/** What custom error responses are for. */
export const ERROR_PAGES = {
  says: "Visitors see the pages of custom error responses, and the clients of an API see its errors.",
  checks: [
    onResource("warning", URL_MAP, unseenErrorPolicies),
    onResource("warning", URL_MAP, strangeErrorPages),
    onApp("warning", bucketsInPaths),
    onApp("warning", apiPages),
  ],
  otherwise: "Visitors get no page, or the clients of an API take an error for a success.",
  page: PAGE,
} as const satisfies HeldRule;
