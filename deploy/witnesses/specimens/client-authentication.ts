import { ApplicationLoadBalancer, ClientAuthentication, ClientValidationMode } from "cdktf-google-serverless-lb";
import * as fc from "fast-check";
import { pem } from "../../neighbours";
import { Specimen, left, oneWild } from "../specimen";

interface Authentication {
  readonly trustAnchors: string[];
  readonly intermediateCas?: string[];
  readonly allowlistedCertificates?: string[];
  readonly clientValidationMode: ClientValidationMode;
  readonly name?: string;
}

const [OLD, NEW, ISSUING, CLIENT] = ["old", "partners", "partners-issuing", "client"].map((name) =>
  pem(`clients/${name}.pem`),
);
const many = (count: number, certificate: string) => Array.from({ length: count }, () => certificate);
/** What is no certificate, or more than one. */
const wrong = fc.constantFrom(
  "",
  "Partners CA",
  OLD + NEW,
  `-----BEGIN CERTIFICATE-----\n${"A".repeat(5 * 1024)}\n-----END CERTIFICATE-----\n`,
  pem("key.pem"),
);

/** A load balancer that asks clients for certificates. */
export const clientAuthentication: Specimen<Authentication> = {
  part: "Client authentication",
  values: oneWild<Authentication>(
    {
      trustAnchors: fc.constantFrom([OLD], [OLD, NEW]),
      intermediateCas: fc.constantFrom(undefined, [ISSUING]),
      allowlistedCertificates: fc.constantFrom(undefined, [CLIENT]),
      clientValidationMode: fc.constantFrom(...Object.values(ClientValidationMode)),
      name: left,
    },
    {
      trustAnchors: fc.oneof(
        wrong.map((certificate) => [OLD, certificate]),
        fc.constant<string[]>([]),
      ),
      intermediateCas: fc.oneof(
        wrong.map((certificate) => [certificate]),
        fc.constantFrom(3, 4).map((count) => many(count, ISSUING)),
      ),
      allowlistedCertificates: fc.oneof(
        wrong.map((certificate) => [certificate]),
        fc.constantFrom(500, 501).map((count) => many(count, CLIENT)),
      ),
      name: fc.constantFrom("Partners", "1partners", "a_b", "a".repeat(64)),
    },
  ),
  build: (scope, { name, ...props }, { web }) => {
    // two cases of one cloud may not share a name
    const own = name === "a".repeat(64) ? name : name && `${name}-${scope.node.id.toLowerCase()}`;
    const clients = new ClientAuthentication(scope, "Clients", { ...props, name: own });
    new ApplicationLoadBalancer(scope, "LoadBalancer", {
      domains: ["app.example.com"],
      defaultService: web,
      clientAuthentication: clients,
    });
  },
};
