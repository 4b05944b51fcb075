import Foundation
import ImportPipeline
import ImportReports
import ImportService
import JobQueues
import Schemas
import TabularCore

/// How a worker carries out a job: the file is validated and written, and in the same transaction the job is done.
struct JobExecution {
  /// What came of a job.
  enum End {
    /// Its rows are in the store; the run, unless there was nothing to write.
    case done(run: String?)
    /// It is not tried again unless somebody says so.
    case setAside(JobReason)
    /// It is tried again.
    case again(JobReason)
    /// Another worker has it.
    case lost
  }

  let service: ImportService
  let line: QueueLine
  /// The store's location, in the database of the queue; with its credentials.
  let storeText: String
  /// The package that the worker was given, with its name; others are looked for by the names of jobs.
  let package: (text: String, name: String)?
  let confirmedTarget: String?
  /// For how many seconds a job is taken, unless the lease is extended.
  let lease: Int
  /// The language of the reports of jobs that are set aside.
  let language: Language

  /// How long to wait for another run of the store, in seconds: the lease is extended meanwhile.
  private static let patience = 3_600.0

  /// Carries out a job.
  func run(_ claim: JobClaim, signals: Cancellation) throws(StoreError) -> End {
    let keeper = LeaseKeeper(claim, lease: lease, at: line.location, signals: signals)
    defer { keeper.end() }
    let outcome = try outcome(of: claim, keeper)
    switch outcome {
    case .done(let run?):
      // It was done with the rows; what is left is a row that would end by itself.
      _ = try? line.ask { (queue, connection) throws(StoreError) in
        try queue.forget(claim, in: connection)
      }
      return .done(run: run)
    case .done(run: nil):
      let isOurs = try line.askPatiently { (queue, connection) throws(StoreError) in
        try queue.finishWithoutRun(claim, in: connection)
      }
      return isOurs ? .done(run: nil) : .lost
    case .setAside(let reason, let report):
      let isOurs = try line.askPatiently { (queue, connection) throws(StoreError) in
        try queue.setAside(claim, reason: reason, report: report, in: connection)
      }
      return isOurs ? .setAside(reason) : .lost
    case .again(let reason):
      let delay = reason == .interrupted ? 0 : min(claim.attempt * 2, 30)
      let isOurs = try line.askPatiently { (queue, connection) throws(StoreError) in
        try queue.fail(claim, reason: reason, delay: delay, in: connection)
      }
      return isOurs ? .again(reason) : .lost
    }
  }

  /// How the run itself ended.
  private enum Outcome {
    case done(run: String?)
    case setAside(JobReason, report: String?)
    case again(JobReason)
  }

  private func outcome(of claim: JobClaim, _ keeper: LeaseKeeper) throws(StoreError) -> Outcome {
    let content = try line.askPatiently { (queue, connection) throws(StoreError) in
      try queue.content(of: claim.job, in: connection)
    }
    guard let content, Self.digest(of: content) == claim.sha256, Self.isPlain(claim.name) else {
      return .setAside(.unreadable, report: nil)
    }
    do throws(ServiceFailure) {
      let folder = try PrivateFolder()
      defer { withExtendedLifetime(folder) {} }
      let path = folder.path + "/" + claim.name
      guard
        FileManager.default.createFile(
          atPath: path, contents: Data(content), attributes: [.posixPermissions: 0o600])
      else { return .again(.storeFailed) }
      var prepared = try service.prepare(request(for: claim, path))
      guard prepared.package.name == claim.package, prepared.package.hash == claim.packageHash
      else { return .again(.packageDiffers) }
      prepared.issueRecord = { KeptIssues.json(of: $0) }
      let queue = line.queue
      prepared.joint = JointCommit(
        connectionName: claim.connectionName, patience: Self.patience
      ) { (connection, run) throws(StoreError) in
        guard try queue.finish(claim, run: run, in: connection) else {
          throw StoreError(.runLocked(by: .unnamed(host: connection.location)))
        }
      }
      return outcome(of: prepared.run(cancellation: keeper.cancellation))
    } catch {
      return outcome(of: error)
    }
  }

  private func request(for claim: JobClaim, _ path: String) -> ImportRequest {
    var options = ImportOptions(files: [path])
    options.mode = .execute
    options.keepsAllIssues = true
    let own = package.flatMap { $0.name == claim.package ? $0.text : nil }
    var request = ImportRequest(options, package: own ?? claim.package)
    request.store = StoreChoice(store: storeText)
    request.confirmedTarget = confirmedTarget
    request.language = language
    return request
  }

  private func outcome(of report: ImportReport) -> Outcome {
    if report.run.isWritten { return .done(run: report.run.id) }
    let reason: JobReason
    switch report.run.outcome {
    case .clean, .warnings: return .done(run: nil)
    case .interrupted: return .again(.interrupted)
    case .locked: return .again(.locked)
    case .storeFailedRolledBack, .storeFailedResumable, .verifyMismatch:
      // What another program did meanwhile, or a server that went away, may be over at the next attempt.
      if report.run.isRetryable { return .again(.storeFailed) }
      reason = .refused
    case .dataErrors: reason = .dataErrors
    case .unreadable, .usage: reason = .unreadable
    case .guarded: reason = .guarded
    }
    return .setAside(reason, report: text(of: report))
  }

  private func outcome(of failure: ServiceFailure) -> Outcome {
    switch failure {
    // The worker was set up otherwise than the submitter: another one may do it.
    case .request, .faulty: .again(.packageDiffers)
    case .store(let error): .again(error.code == "run.locked" ? .locked : .storeFailed)
    case .unwritable: .again(.storeFailed)
    case .refused: .setAside(.guarded, report: nil)
    }
  }

  /// A report as JSON, for whoever asks for it.
  private func text(of report: ImportReport) -> String {
    var options = ReportOptions()
    options.language = language
    options.toolVersion = ToolVersion.text
    options.showsNotes = true
    var bytes = ReportBytes()
    JSONReport().render(ReportContent(report, options), to: &bytes)
    // PostgreSQL keeps every text but that byte.
    return String(decoding: bytes.bytes, as: UTF8.self).replacing("\0", with: "")
  }

  /// Whether a name is that of a file in a folder: what is in the queue is not believed.
  static func isPlain(_ name: String) -> Bool {
    !name.isEmpty && name != "." && name != ".." && !name.utf8.contains(0)
      && !name.utf8.contains(UInt8(ascii: "/")) && name.utf8.count <= 255
  }

  /// SHA-256 of bytes, lower-case hexadecimal.
  static func digest(of content: [UInt8]) -> String {
    var digest = ByteDigest()
    content.withUnsafeBytes { digest.update($0) }
    return digest.text
  }
}
