public import ArgumentParser
import Foundation
import ImportPipeline
import ImportService
import TabularCore
import Workbooks

/// `registrar archive RUN`: puts a run with its input files into one zip archive.
public struct ArchiveCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "archive",
    abstract: "Put a run with its input files into one zip archive, or check such an archive.",
    discussion: """
      The archive holds what the store keeps of the run, its ledger and issues, and the files that it \
      read, each with the bytes that it had then. A manifest names all of them with their hashes; \
      the archive is checked against it when it is written, and by --check.
      """)

  @Argument(help: RunArgument.help)
  var id: String?

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("The archive; nothing may be there yet.", valueName: "file.zip"),
    completion: .file(extensions: ["zip"]))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Where input files are, a folder or a file (default: the working folder); repeatable.",
      valueName: "path"), completion: .file())
  var input: [String] = []

  @Option(
    help: ArgumentHelp("A plan of the run to put in.", valueName: "path"), completion: .file())
  var plan: String?

  @Option(
    help: ArgumentHelp("A report of the run to put in; repeatable.", valueName: "path"),
    completion: .file())
  var report: [String] = []

  @Option(
    help: ArgumentHelp("Check an archive instead.", valueName: "file.zip"),
    completion: .file(extensions: ["zip"]))
  var check: String?

  @OptionGroup var location: StoreOption
  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Refuses a command line that asks for neither or for both.
  public func validate() throws {
    let writes = id != nil && output != nil
    guard writes != (check != nil), (id == nil) == (output == nil) else {
      throw ValidationError(usage: "archiveWhat")
    }
  }

  /// Writes the archive, or checks one; exits 7 for one that does not hold what its manifest says.
  public func run() throws {
    if let check { return try tell(archiveAt: check) }
    guard let id, let output else { return }
    let run = try ImportService.ofThisProcess().run(id, of: location.choice)
    let inputs = try files(of: run)
    for path in (plan.map { [$0] } ?? []) + report { try checkReadable(path) }
    do {
      try RunArchive.write(
        run, inputs: inputs,
        others: (plan.map { [("plan", $0)] } ?? []) + report.map { ("reports", $0) }, to: output)
    } catch WorkbookCopyError.unwritable(let reason) {
      Terminal.error(.emitWriteFailed(.before, file: output, reason: reason))
      throw ExitCode(6)
    }
    try tell(archiveAt: output)
  }

  /// Refuses a file that is to be put in and cannot be read.
  private func checkReadable(_ path: String) throws {
    do throws(InputFileError) {
      _ = try InputFile.sha256(ofFileAt: path)
    } catch {
      Terminal.error(error.content.preceded(by: .file, path))
      throw ExitCode(3)
    }
  }

  /// The files that a run read, found by their hashes.
  private func files(of run: RunRecord) throws -> [(name: String, path: String)] {
    let places = input.isEmpty ? ["."] : input
    var paths: [String] = []
    for place in places {
      var isFolder: ObjCBool = false
      let isThere = FileManager.default.fileExists(atPath: place, isDirectory: &isFolder)
      guard isThere, isFolder.boolValue else {
        paths.append(place)
        continue
      }
      let names = try FileManager.default.contentsOfDirectory(atPath: place)
      paths += names.sorted().map { place + "/" + $0 }
    }
    let sizes = Set(run.files.map(\.byteCount))
    var known: [String: String] = [:]
    for path in paths {
      guard let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int,
        sizes.contains(size), let hash = try? InputFile.sha256(ofFileAt: path)
      else { continue }
      if known[hash] == nil { known[hash] = path }
    }
    return try run.files.map { file in
      guard let path = known[file.sha256] else {
        throw ValidationError(
          usage: "archiveInput", ["run": run.id, "path": printable(file.name)])
      }
      return (file.name, path)
    }
  }

  private func tell(archiveAt path: String) throws {
    let archive: RunArchive
    do throws(WorkbookError) {
      archive = try RunArchive(openAt: path)
    } catch {
      Terminal.error(error.content.preceded(by: .file, path))
      throw ExitCode(3)
    }
    let language = speech.spoken
    guard archive.faults.isEmpty else {
      for fault in archive.faults { Terminal.note(sentence(fault, path, language)) }
      throw ExitCode(7)
    }
    try StandardOutput.tell(
      language.label(
        "notice/archived",
        ["file": printable(path), "run": archive.run, "count": archive.members.count]))
  }

  private func sentence(
    _ fault: RunArchive.Fault, _ path: String, _ language: Language
  ) -> String {
    let (name, member) =
      switch fault {
      case .noManifest: ("archiveNoManifest", "")
      case .missing(let member): ("archiveMissing", member)
      case .changed(let member): ("archiveChanged", member)
      case .unnamed(let member): ("archiveUnnamed", member)
      }
    return language.label(
      "notice/" + name, ["file": printable(path), "member": printable(member)])
  }
}
