/// A file that waits for a worker, was taken by one, or is done.
public struct Job: Sendable, Hashable {
  /// Where a job stands.
  public enum State: String, Sendable, CaseIterable {
    /// It waits for its turn, or for an earlier job of its site.
    case waiting
    /// A worker has it.
    case running
    /// It failed for a reason that may pass, and is tried again.
    case later
    /// Its rows are in the store.
    case done
    /// It is not tried again unless somebody says so; its report tells why.
    case setAside = "set-aside"
  }

  /// The number of the job, in the order of submission, from 1.
  public var id: Int
  /// Jobs of one site run one at a time, in the order of their submission.
  public var site: String
  /// The file's name, without folders.
  public var name: String
  /// SHA-256 of the file's bytes, lower-case hexadecimal.
  public var sha256: String
  /// The size of the file in bytes.
  public var byteCount: Int
  /// The name of the package.
  public var package: String
  /// SHA-256 of the package's descriptors, hexadecimal.
  public var packageHash: String
  /// How soon it is taken.
  public var priority: JobPriority
  /// Who submitted it, `user@host`.
  public var submittedBy: String
  /// When it was submitted, UTC `YYYY-MM-DDTHH:MM:SSZ`, by the server's clock.
  public var submittedAt: String
  /// Where it stands.
  public var state: State
  /// Why it is tried again or was set aside; `nil` for any other.
  public var reason: String?
  /// The run that wrote it; `nil` before.
  public var run: String?
  /// How often workers have taken it since it was submitted or put back.
  public var attempts: Int
  /// The worker that has it, `host:pid`.
  public var worker: String?
}

/// How soon a job is taken: any of a higher priority goes first.
///
/// Within a site the order is that of submission, whatever the priorities.
public enum JobPriority: String, Sendable, CaseIterable {
  /// Before all others.
  case high
  /// The usual.
  case normal
  /// When nothing else waits.
  case low
}

/// A file as it is submitted.
public struct JobSubmission: Sendable {
  /// Jobs of one site run one at a time, in the order of their submission.
  public var site: String
  /// The file's name, without folders.
  public var name: String
  /// The file's bytes.
  public var content: [UInt8]
  /// SHA-256 of the bytes, lower-case hexadecimal.
  public var sha256: String
  /// The name of the package.
  public var package: String
  /// SHA-256 of the package's descriptors, hexadecimal.
  public var packageHash: String
  /// How soon it is taken.
  public var priority: JobPriority
  /// Who submits it, `user@host`.
  public var submitter: String

  /// A file of a site.
  public init(
    site: String, name: String, content: [UInt8], sha256: String, package: String,
    packageHash: String, priority: JobPriority = .normal, submitter: String
  ) {
    self.site = site
    self.name = name
    self.content = content
    self.sha256 = sha256
    self.package = package
    self.packageHash = packageHash
    self.priority = priority
    self.submitter = submitter
  }
}

/// What became of a submission.
public enum JobReceipt: Sendable, Hashable {
  /// It is a job of this number.
  case accepted(Int)
  /// The site submitted the same bytes before, as the job of this number.
  case known(Int)
  /// So many jobs wait that no more are taken.
  case full(waiting: Int)
}

/// A job in the hands of a worker.
public struct JobClaim: Sendable, Hashable {
  /// The job's number.
  public var job: Int
  /// The file's name, without folders.
  public var name: String
  /// SHA-256 of the file's bytes, lower-case hexadecimal.
  public var sha256: String
  /// The name of the package.
  public var package: String
  /// SHA-256 of the package's descriptors, hexadecimal.
  public var packageHash: String
  /// Which attempt it is, from 1.
  public var attempt: Int
  /// What tells the attempt from every other.
  public var token: String
  /// In which of the engine's queues it is.
  public var priority: JobPriority

  /// The name of the connection that writes for the claim: when the claim is lost, the server ends the connection of
  /// this name, and with it what a stalled worker has locked.
  public var connectionName: String { Self.connectionPrefix + token }

  /// How the names of such connections begin.
  static let connectionPrefix = "registrar job "
}
