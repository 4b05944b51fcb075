import Foundation
import ImportPipeline
import ImportService
import JSONText
import TabularCore
import Workbooks

/// A run as one zip archive: its record, ledger and issues, its input files, and what was written about it.
///
/// `manifest.json` names every other member with its size and SHA-256. An archive is checked against it when it
/// is opened, and once when it was written.
struct RunArchive {
  /// What is wrong with an archive.
  enum Fault: Hashable {
    /// It has no manifest that can be read.
    case noManifest
    /// A member that the manifest names is not there.
    case missing(String)
    /// A member has other bytes than the manifest says.
    case changed(String)
    /// The manifest does not name a member.
    case unnamed(String)
  }

  /// What the manifest calls its form.
  static let form = "registrar-run/1"
  private static let manifestName = "manifest.json"

  /// The run's id.
  let run: String
  /// The names of the members, the manifest left out.
  private(set) var members: [String] = []
  /// What is wrong; empty for a sound archive.
  private(set) var faults: [Fault] = []

  // MARK: Reading

  /// Opens and checks an archive: every member against the manifest.
  init(openAt path: String) throws(WorkbookError) {
    let archive = try ArchiveFiles(path: path)
    var bytes: [UInt8] = []
    try archive.read(Self.manifestName) { piece in
      bytes.append(contentsOf: piece)
      return bytes.count < 16 << 20
    }
    guard let manifest = try? JSONParser.parse(String(decoding: bytes, as: UTF8.self)),
      manifest.member("form")?.string == Self.form, let run = manifest.member("run")?.string,
      let named = manifest.member("members")?.items
    else {
      run = ""
      faults = [.noManifest]
      return
    }
    self.run = run
    var rest = Set(archive.names).subtracting([Self.manifestName])
    for item in named {
      let name = item.member("name")?.string ?? ""
      guard rest.remove(name) != nil else {
        faults.append(.missing(name))
        continue
      }
      members.append(name)
      var digest = ByteDigest()
      try archive.read(name) { piece in
        digest.update(piece)
        return true
      }
      if digest.text != item.member("sha256")?.string { faults.append(.changed(name)) }
    }
    faults += rest.sorted().map { .unnamed($0) }
  }

  // MARK: Writing

  /// Writes the archive of a run to a path where nothing may be.
  ///
  /// - Parameters:
  ///   - inputs: the run's files, in the order of its record, by their paths; their hashes are known to fit.
  ///   - others: the folder in the archive and the path of further files: a plan, reports.
  static func write(
    _ run: RunRecord, inputs: [(name: String, path: String)],
    others: [(folder: String, path: String)], to path: String
  ) throws {
    let scratch = try PrivateFolder()
    defer { withExtendedLifetime(scratch) {} }
    var files: [(name: String, path: String)] = []
    func add(_ name: String, text: String) throws {
      let file = scratch.path + "/" + String(files.count)
      try Data(text.utf8).write(to: URL(fileURLWithPath: file))
      files.append((name, file))
    }
    try add("run.json", text: record(of: run))
    try add("ledger.json", text: run.ledgerJSON)
    if !run.issuesJSON.isEmpty { try add("issues.json", text: run.issuesJSON) }
    for (number, input) in inputs.enumerated() {
      // Files of several folders may have one name.
      files.append(("inputs/\(number + 1)-\(input.name)", input.path))
    }
    for (number, other) in others.enumerated() {
      let name = other.path.split(separator: "/").last.map(String.init) ?? "file"
      files.append(("\(other.folder)/\(number + 1)-\(name)", other.path))
    }
    var manifest = JSONWriter()
    let hashes = try files.map { try InputFile.sha256(ofFileAt: $0.path) }
    manifest.object { json in
      json.member("form", form)
      json.member("run", run.id)
      json.member("members") { json in
        json.array(zip(files, hashes)) { json, member in
          json.object { json in
            json.member("name", member.0.name)
            json.member("sha256", member.1)
          }
        }
      }
    }
    let file = scratch.path + "/" + manifestName
    try Data(manifest.bytes).write(to: URL(fileURLWithPath: file))
    try ArchiveWriter.write([(manifestName, file)] + files, to: path)
  }

  /// What the store keeps of a run, but for the ledger and the issues.
  private static func record(of run: RunRecord) -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("id", run.id)
      json.member("command", run.command)
      json.member("operator", run.operatorName)
      json.member("host", run.host)
      json.member("toolVersion", run.toolVersion)
      json.member("package", run.package)
      json.member("packageHash", run.packageHash)
      json.member("zoneData", run.zoneData)
      json.member("options", run.optionsJSON)
      json.member("target", run.target)
      json.member("startedAt", run.startedAt)
      json.member("finishedAt", run.finishedAt)
      json.member("outcome", run.outcome)
      json.member("exit", run.exitCode)
      json.member("approvals", run.approvalsJSON)
      json.member("seal", run.recordHash ?? "")
      json.member("files") { json in
        json.array(run.files) { json, file in
          json.object { json in
            json.member("name", file.name)
            json.member("sha256", file.sha256)
            json.member("bytes", file.byteCount)
          }
        }
      }
    }
    return json.text
  }
}
