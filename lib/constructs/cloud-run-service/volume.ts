import { CloudRunV2ServiceTemplateVolumes } from "@cdktf/provider-google/lib/cloud-run-v2-service";

/**
 * A file in a volume that is made of a secret.
 *
 * @see https://docs.cloud.google.com/run/docs/configuring/services/secrets
 */
export interface SecretVolumeItem {
  /** The path of the file, relative to the path at which the volume is mounted. */
  readonly path: string;
  /**
   * The version of the secret.
   *
   * @default "latest"
   */
  readonly version?: string;
  /**
   * The mode bits of the file, 1 to 511 (0o777), such as 256 (0o400).
   *
   * @default - The file has the mode bits of the volume.
   */
  readonly mode?: number;
}

/** Options of the volume `CloudRunVolume.secret`. */
export interface SecretVolumeOptions {
  /** The id of the secret, or `projects/…/secrets/…` for a secret of another project. */
  readonly secret: string;
  /**
   * The files of the volume, each with a version of the secret.
   *
   * @default - There is one file with the latest version. Its name is the id of the secret.
   */
  readonly items?: SecretVolumeItem[];
  /**
   * The mode bits of the files, 0 to 511 (0o777).
   *
   * @default - The mode bits are 292 (0o444): everybody in the container can read the files.
   */
  readonly defaultMode?: number;
}

/** Options of the volume `CloudRunVolume.inMemory`. */
export interface InMemoryVolumeOptions {
  /**
   * The size above which writing fails, such as `"128Mi"`. The files are in the memory of the containers, so the limit is
   * at most the memory of all containers.
   *
   * @default - The limit is half of the memory of all containers.
   */
  readonly sizeLimit?: string;
}

/** Options of the volume `CloudRunVolume.cloudStorage`. */
export interface CloudStorageVolumeOptions {
  /**
   * Whether the containers can only read.
   *
   * @default false
   */
  readonly readOnly?: boolean;
}

/** Options of the volume `CloudRunVolume.nfs`. */
export interface NfsVolumeOptions {
  /** The host name or IP address of the NFS server, such as that of a Filestore instance. */
  readonly server: string;
  /** The path that the server exports, such as `"/share"`. */
  readonly path: string;
  /**
   * Whether the containers can only read.
   *
   * @default false
   */
  readonly readOnly?: boolean;
}

/** The mode bits 0o444. */
const READ_BY_ALL = 0o444;

/**
 * A volume of a Cloud Run service, which `volumeMounts` puts into containers. Its name is unique in the service.
 *
 * @see https://docs.cloud.google.com/run/docs/configuring/services/secrets
 */
export class CloudRunVolume {
  /** The value of a secret of Secret Manager as files. The service account must be allowed to read the secret. */
  public static secret(name: string, options: SecretVolumeOptions): CloudRunVolume {
    const { secret, items, defaultMode } = options;
    return new CloudRunVolume({
      name,
      secret: {
        secret,
        defaultMode: defaultMode ?? READ_BY_ALL,
        items: items?.map((item) => ({ path: item.path, version: item.version ?? "latest", mode: item.mode })),
      },
    });
  }

  /**
   * The sockets of Cloud SQL instances, named by their connection names, such as `"acme-web-prod:us-central1:main"`. The
   * volume can be mounted at `/cloudsql` only. The service account needs the role `roles/cloudsql.client`.
   */
  public static cloudSql(name: string, instances: string[]): CloudRunVolume {
    return new CloudRunVolume({ name, cloudSqlInstance: { instances } });
  }

  /** Files in memory, which containers of an instance can share. They are gone when the instance stops. */
  public static inMemory(name: string, options: InMemoryVolumeOptions = {}): CloudRunVolume {
    return new CloudRunVolume({ name, emptyDir: { medium: "MEMORY", sizeLimit: options.sizeLimit } });
  }

  /**
   * The objects of a Cloud Storage bucket as files. The service runs in the second generation of the execution
   * environment. The service account must be allowed to use the objects.
   */
  public static cloudStorage(
    name: string,
    bucketName: string,
    options: CloudStorageVolumeOptions = {},
  ): CloudRunVolume {
    return new CloudRunVolume({ name, gcs: { bucket: bucketName, readOnly: options.readOnly } });
  }

  /**
   * Files of an NFS server, which the service reaches by `vpcAccess`. The service runs in the second generation of the
   * execution environment.
   */
  public static nfs(name: string, options: NfsVolumeOptions): CloudRunVolume {
    const { server, path, readOnly } = options;
    return new CloudRunVolume({ name, nfs: { server, path, readOnly } });
  }

  private constructor(
    /** @internal */
    public readonly _volume: CloudRunV2ServiceTemplateVolumes,
  ) {}
}
