/** Grants of roles: to whom, which role, and on which service. */
import { Resource, SynthesizedApp, inOtherProjects } from "../../app/synthesized-app";
import { CLOUD_RUN_GRANT, isCloudRun } from "../../app/types";
import { isExpression, knownText, knownTexts } from "../../app/values";
import { paths } from "../finding";
import { Found, about } from "../rule";
import { Text, given, text } from "../text";
import { memberForms } from "./members";

/** BigQuery has members and roles of its own. */
const GRANT = /^google_(?!bigquery_)\w+_iam_(member|binding)$/;
const ROLE = /^((projects|organizations)\/[^/]+\/)?roles\/[\w.]+$/;

/** Members and roles that are not written as Google has them, and services that are in another place than the grant says. */
export function badGrants(app: SynthesizedApp): Found[] {
  return app.resources
    .filter(({ type }) => GRANT.test(type))
    .flatMap((grant) => {
      const { member, members, role } = grant.config;
      // what is granted on a Cloud Run service is judged when it is made
      const whom = CLOUD_RUN_GRANT.test(grant.type) ? [] : [...knownTexts(member), ...knownTexts(members)];
      const texts = [...memberForms({ members: whom }), ...roleForm(role), ...misplaced(app, grant)];
      return texts.map((each) => about(grant, each));
    });
}

function roleForm(role: unknown): Text[] {
  if (typeof role !== "string" || isExpression(role) || ROLE.test(role)) {
    return [];
  }
  const wayOut = /^[a-z]\w*\.[\w.]+$/.test(role)
    ? text`write ${given(`roles/${role}`)}`
    : "write it like roles/run.invoker";
  return [text`a role must be written with roles/ before its name, got ${given(role)}; ${wayOut}`];
}

/** Where a grant looks for a service that is somewhere else. */
function misplaced(app: SynthesizedApp, grant: Resource): Text[] {
  const { name, service, location } = grant.config;
  const services = CLOUD_RUN_GRANT.test(grant.type) ? app.meaningOf(grant, name ?? service).resources : [];
  return services
    .filter(({ type }) => isCloudRun(type))
    .flatMap((found) => {
      const [own, theirs] = [knownText({ location }, "location"), knownText(found.config, "location")];
      return [
        ...(own === undefined || theirs === undefined || own === theirs
          ? []
          : [
              text`this grant is on a service in ${own}, but ${paths([found])} is in ${theirs}; set location to ${theirs}`,
            ]),
        ...(inOtherProjects(grant, found)
          ? [
              text`this grant is on a service of project ${grant.project}, but ${paths([found])} is in project ${found.project}; set project to ${found.project}`,
            ]
          : []),
      ];
    });
}
