/** Who may read the objects of a Cloud Storage bucket, according to the grants on it. */
import { Resource, SynthesizedApp, inOtherProjects, oncePerApp } from "./synthesized-app";
import { blocks } from "./terraform-json";
import { STORAGE_BUCKET } from "./types";
import { Block, blockOf, isExpression, isKnownList, isOn, knownText, texts } from "./values";

/** Who may read. */
export interface Readers {
  /** Whether everybody certainly may, without a login. */
  readonly isPublic: boolean;
  /** Whether Cloud CDN certainly may, for visitors with signed URLs. */
  readonly isFilled: boolean;
  /** Whether there may be others that only Terraform knows. */
  readonly mayBeMore: boolean;
}

/** A role and who has it. */
interface Grant {
  /** Whether the role lets its members read objects; undefined where that is not known. */
  readonly reads: boolean | undefined;
  /** The members; undefined where only Terraform knows them. */
  readonly members: readonly string[] | undefined;
}

/** The resources that grant something on a bucket, on what is in it, or on all buckets of a project. */
const GRANT =
  /^google_storage_(bucket|managed_folder)_iam_(member|binding|policy)$|^google_storage_(bucket|(default_)?object)_(acl|access_control)$|^google_project_iam_(member|binding|policy)$/;
/** Predefined roles that let their members read objects. */
const READS = /^roles\/storage\.(admin|object(Admin|User|Viewer)|legacyObject(Owner|Reader))$/;
/** Other roles of Cloud Storage. A role that is not listed may be one that somebody made. */
const READS_NOT = /^roles\/storage\.(legacyBucket(Owner|Reader|Writer)|objectCreator)$/;
/** The members of lists that Cloud Storage has a name for. */
const PREDEFINED: { readonly [name: string]: readonly string[] } = {
  publicRead: ["allUsers"],
  publicReadWrite: ["allUsers"],
  authenticatedRead: ["allAuthenticatedUsers"],
};
const FILL_ACCOUNT = /@cloud-cdn-fill\.iam\.gserviceaccount\.com$/;
/** What a member begins with that is neither everybody nor a service account. */
const IS_NOBODY = /^(user:|group|domain|project)/;
/** A service account that certainly is, or is not, that of Cloud CDN: by its domain, or by the name before it. */
const IS_ACCOUNT = /^(serviceAccount:|user-)(.*@[^{}]+$|(?!service-)[^{}@]+@)/;

/** The Cloud Storage bucket that a backend bucket serves, if it is made in the app and there is no doubt about it. */
export function storageBucketOf(app: SynthesizedApp, backendBucket: Resource): Resource | undefined {
  const found = bucketsNamed(app, backendBucket, backendBucket.config.bucket_name);
  return found.length === 1 ? found[0] : undefined;
}

/** Who may read the objects of a Cloud Storage bucket. */
export function readersOf(app: SynthesizedApp, bucket: Resource): Readers {
  const all = grantsFor(app, bucket).map(({ grant, isSure }) => ({ grants: grantsIn(app, grant), isSure }));
  const sure = all.filter(({ isSure }) => isSure).flatMap(({ grants }) => grants);
  const isReader = (test: (member: string) => boolean) =>
    sure.some(({ reads, members = [] }) => reads === true && members.some(test));
  return {
    isPublic: isReader((member) => member === "allUsers"),
    isFilled: isReader((member) => FILL_ACCOUNT.test(member)),
    mayBeMore:
      inModules(app).has(bucket) ||
      all.some(({ grants, isSure }) => grants.some((grant) => mayLetIn(grant) && !(isSure && isKnownGrant(grant)))),
  };
}

/** The grants on a Cloud Storage bucket that certainly let everybody in, even if that asks for a login. */
export function publicGrants(app: SynthesizedApp, bucket: Resource): Resource[] {
  return grantsFor(app, bucket)
    .filter(({ grant, isSure }) => isSure && grantsIn(app, grant).some(isOfEverybody))
    .map(({ grant }) => grant);
}

function isOfEverybody({ members = [] }: Grant): boolean {
  return members.some((member) => member === "allUsers" || member === "allAuthenticatedUsers");
}

function isKnownGrant({ reads, members }: Grant): boolean {
  return reads !== undefined && members !== undefined && !members.some(isUnknownMember);
}

/** Whether a grant lets visitors read, or may. */
function mayLetIn({ reads, members }: Grant): boolean {
  const isVisitor = (member: string) => member === "allUsers" || FILL_ACCOUNT.test(member) || isUnknownMember(member);
  return reads !== false && (members === undefined || members.some(isVisitor));
}

/** Whether only Terraform knows if a member is everybody or Cloud CDN. */
function isUnknownMember(member: string): boolean {
  return isExpression(member) && !IS_NOBODY.test(member) && !IS_ACCOUNT.test(member);
}

/** The grants on a bucket, and whether it is certain that they are on this one, and made. */
function grantsFor(app: SynthesizedApp, bucket: Resource): { readonly grant: Resource; readonly isSure: boolean }[] {
  return allGrants(app).flatMap((grant) => {
    const { config, type } = grant;
    if (config.count === 0 || (isOfList(type) && isOn(bucket.config, "uniform_bucket_level_access"))) {
      return [];
    }
    const isSure = !isExpression(config.count) && config.for_each === undefined;
    if (type.startsWith("google_project_")) {
      return inOtherProjects(grant, bucket) ? [] : [{ grant, isSure: isSure && grant.project === bucket.project }];
    }
    const found = bucketsNamed(app, grant, config.bucket);
    const isWhole = !/^google_storage_(managed_folder|object)/.test(type);
    return found.includes(bucket)
      ? [{ grant, isSure: isSure && isWhole && found.length === 1 }]
      : found.length === 0 && isExpression(config.bucket)
        ? [{ grant, isSure: false }]
        : [];
  });
}

const allGrants = oncePerApp((app) => app.resources.filter(({ type }) => GRANT.test(type)));

/** Whether a grant is an access control list, which has no effect where access is uniform. */
function isOfList(type: string): boolean {
  return /_(acl|access_control)$/.test(type);
}

/** The Cloud Storage buckets that a value names: by a reference, by name, or by the same expression as in the bucket. */
function bucketsNamed(app: SynthesizedApp, from: Resource, value: unknown): readonly Resource[] {
  const { resources, mayBeOther } = app.meaningOf(from, value);
  const referred = resources.filter(({ type, existing }) => type === STORAGE_BUCKET && !existing);
  const isName = typeof value === "string" && value !== "";
  const isSame = ({ stack, config }: Resource) =>
    config.name === value && (!isExpression(value) || stack === from.stack);
  if (referred.length > 0 && !mayBeOther) {
    return referred;
  }
  return isName ? app.ofType(STORAGE_BUCKET).filter(isSame) : [];
}

/** The buckets that modules get, which may grant something on them. */
const inModules = oncePerApp(
  (app) =>
    new Set(
      [...app.stacks].flatMap(([stack, json]) => app.referred({ stack }, blockOf(json).module ?? {}, STORAGE_BUCKET)),
    ),
);

/** What a resource grants. */
function grantsIn(app: SynthesizedApp, grant: Resource): readonly Grant[] {
  const { type, config } = grant;
  if (type.endsWith("_iam_policy")) {
    return grantsOfPolicy(app, grant);
  }
  if (type.includes("_iam_")) {
    return [{ reads: readsObjects(config.role), members: membersIn(config.member ?? config.members) }];
  }
  if (type.endsWith("_access_control")) {
    return [{ reads: readsByList(type, config.role), members: membersIn(config.entity) }];
  }
  const predefined = texts([config.predefined_acl, config.default_acl]).map((name) => ({
    reads: readsByList(type, "READER"),
    members: isExpression(name) ? undefined : (PREDEFINED[name] ?? []),
  }));
  const listed = isKnownList(config.role_entity ?? [])
    ? texts(config.role_entity).map((pair) => {
        const [role, ...entity] = pair.split(":");
        return { reads: readsByList(type, role), members: [entity.join(":")] };
      })
    : [{ reads: undefined, members: undefined }];
  return [...predefined, ...listed];
}

/** Of a whole policy, which is the text of a data source, or JSON. */
function grantsOfPolicy(app: SynthesizedApp, grant: Resource): readonly Grant[] {
  const value = grant.config.policy_data;
  const sources = app.meaningOf(grant, value).resources.filter(({ type }) => type === "google_iam_policy");
  const bindings = sources.length === 1 ? blocks(sources[0].config.binding) : bindingsIn(value);
  return (
    bindings?.map(({ role, members }) => ({ reads: readsObjects(role), members: membersIn(members) })) ?? [
      { reads: undefined, members: undefined },
    ]
  );
}

function bindingsIn(value: unknown): readonly Block[] | undefined {
  try {
    const { bindings } = JSON.parse(String(value)) as { readonly bindings?: unknown };
    return blocks(bindings);
  } catch {
    return undefined;
  }
}

function membersIn(value: unknown): readonly string[] | undefined {
  return typeof value === "string" && isExpression(value) && isUnknownMember(value) ? undefined : texts(value);
}

/** Whether a role of IAM lets its members read objects. */
function readsObjects(role: unknown): boolean | undefined {
  const name = knownText({ role }, "role") ?? "";
  return READS.test(name) ? true : READS_NOT.test(name) ? false : undefined;
}

/** Whether a role of a list lets its members read objects. That of a bucket alone lets them see names. */
function readsByList(type: string, role: unknown): boolean | undefined {
  return /^google_storage_bucket_(acl|access_control)$/.test(type) || isExpression(role) ? undefined : true;
}
