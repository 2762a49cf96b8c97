import * as fs from "node:fs";
import * as path from "node:path";
import { ClientAuthentication, ClientAuthenticationProps, ClientValidationMode } from "cdktf-google-serverless-lb";
import { ROOT } from "../synthesis";
import { withFrontEnd } from "./builders";
import { AnySite, Change, HTTPS_PROXY, change, inPlace, staged } from "./change";

const pem = (name: string) =>
  fs.readFileSync(path.join(ROOT, "__tests__/simulator/pem/clients", `${name}.pem`), "utf8");
const [OLD, NEW, ISSUING, CLIENT] = ["old", "partners", "partners-issuing", "stranger"].map(pem);
const OPTIONAL = ClientValidationMode.ALLOW_INVALID_OR_MISSING_CLIENT_CERT;

const asked = (props: Partial<ClientAuthenticationProps> = {}, id = "Partners"): AnySite =>
  withFrontEnd((stack) => ({
    clientAuthentication: new ClientAuthentication(stack, id, { trustAnchors: [OLD], ...props }),
  }));
/** A site whose provider adds labels to all resources. */
const labelled = (labels: { readonly [label: string]: string }): AnySite =>
  withFrontEnd((stack) => {
    stack.provider.defaultLabels = labels;
    return { clientAuthentication: new ClientAuthentication(stack, "Partners", { trustAnchors: [OLD] }) };
  });
const NOT_ASKED = withFrontEnd(() => ({}));

/** Client certificates: which clients get in, and which do for a moment. */
export const clientAuthenticationChanges: readonly Change[] = [
  inPlace("client certificates are required", HTTPS_PROXY, NOT_ASKED, asked()),
  staged(
    "client certificates are required: first optional, then required",
    NOT_ASKED,
    { site: asked({ clientValidationMode: OPTIONAL }) },
    { site: asked() },
  ),
  inPlace("client certificates become optional", HTTPS_PROXY, asked(), asked({ clientValidationMode: OPTIONAL })),
  inPlace("client certificates are not asked for any more", HTTPS_PROXY, asked(), NOT_ASKED),
  change("a trust anchor is added", asked(), asked({ trustAnchors: [OLD, NEW] })),
  change("a trust anchor is removed", asked({ trustAnchors: [OLD, NEW] }), asked({ trustAnchors: [NEW] })),
  staged(
    "a trust anchor replaces another one: first both",
    asked(),
    { site: asked({ trustAnchors: [OLD, NEW] }) },
    { site: asked({ trustAnchors: [NEW] }) },
  ),
  change(
    "an intermediate CA and a certificate that is always accepted are added",
    asked({ trustAnchors: [NEW] }),
    asked({ trustAnchors: [NEW], intermediateCas: [ISSUING], allowlistedCertificates: [CLIENT] }),
  ),
  change(
    "an intermediate CA and a certificate that is always accepted are removed",
    asked({ trustAnchors: [NEW], intermediateCas: [ISSUING], allowlistedCertificates: [CLIENT] }),
    asked({ trustAnchors: [NEW] }),
  ),
  change(
    "certificates that are always accepted replace all trust anchors",
    asked(),
    asked({ trustAnchors: [], allowlistedCertificates: [CLIENT] }),
  ),
  change("a description of a client authentication is added", asked(), asked({ description: "partners of the shop" })),
  change("a description of a client authentication is removed", asked({ description: "partners" }), asked()),
  inPlace(
    "the labels of a stack with a client authentication are changed",
    HTTPS_PROXY,
    labelled({ team: "shop" }),
    labelled({ team: "web" }),
  ),
  inPlace("a client authentication gets another name", HTTPS_PROXY, asked(), asked({ name: "partners" })),
  inPlace("a client authentication gets another id", HTTPS_PROXY, asked(), asked({}, "Clients")),
];
