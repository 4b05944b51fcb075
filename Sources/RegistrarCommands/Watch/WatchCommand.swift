public import ArgumentParser
import DelimitedText
import Foundation
import ImportPipeline
import ImportReports
import ImportService
import TabularCore

/// `registrar watch DIR`: validates what appears in a shared folder.
public struct WatchCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "watch", _superCommandName: "registrar",
    abstract: "Validate what appears in a shared folder, and leave the marked copy beside it.",
    discussion: """
      For each workbook, delimited file and JSON file of the folder two files are left: \
      NAME.checked.xlsx, the copy with its problems marked, and NAME.checked.html, the page. Files are \
      validated one by one and nothing is written to the store. A file is waited for while somebody \
      writes it, and is validated again only when its content has changed, also after a restart.

      The folder is looked at every few seconds: on a network share the system tells nothing of \
      what other machines write.

      Exit status:
        0    ended by a signal; with --once: no file that was validated has errors
        1    with --once: a file has errors
        2    the command line does not make sense
        3    the folder, a file or the package cannot be read
        4    a guard refused
        5    another process watches the folder
        6    the store failed, or nothing can be written to the folder
      """)

  @Argument(help: ArgumentHelp("The folder.", valueName: "dir"), completion: .directory)
  var folder: String

  @Flag(help: "Validate what is there, then end.")
  var once = false

  @Option(help: ArgumentHelp("The time between two looks at the folder.", valueName: "seconds"))
  var interval = 2.0

  @Option(
    help: ArgumentHelp(
      "How long a file must stay as it is before it is validated.", valueName: "seconds"))
  var settle = 2.0

  @Option(
    help: ArgumentHelp(
      "How long a file is waited for that lacks its end; then it is validated as damaged.",
      valueName: "seconds"))
  var patience = 60.0

  @Flag(help: "Leave the store out of account: every row counts as new.")
  var offline = false

  @OptionGroup var storeOption: StoreOption
  @OptionGroup var packageOption: PackageOption

  @Option(
    help: ArgumentHelp(
      "The encoding of delimited files, or auto to guess an 8-bit one.", valueName: "name"))
  var encoding: String?

  @Option(
    help: ArgumentHelp("Change a limit, such as columns=2000; repeatable.", valueName: "name=value")
  )
  var limit: [String] = []

  @Flag(help: "Hide personal values.")
  var redact = false

  @Option(
    help: ArgumentHelp(
      "The language of what is left, \(Language.spokenList) (default: each template's, else that of LANG).",
      valueName: "language"))
  var language: Language?

  /// A command to be parsed.
  public init() {}

  /// Refuses options that contradict each other or make no sense.
  public func validate() throws {
    for (name, value) in [("interval", interval), ("settle", settle), ("patience", patience)]
    where !(0.05...86_400).contains(value) {
      throw ValidationError(usage: "seconds", ["option": "--\(name)"])
    }
    if offline, storeOption.store != nil || storeOption.named.target != nil {
      throw ValidationError(usage: "offlineStore")
    }
    _ = try request()
  }

  /// Watches; ends with the status of the worst file where it is done once.
  public func run() throws {
    let service = try ImportService.timed()
    let folder = try watchedFolder()
    let request = try request()
    // A package with mistakes, or a target that is not there, is told before anything is waited for.
    _ = try service.prepare(request)
    let words = WatchWords(language ?? .ofEnvironment(), folder: folder)
    let room: WatchRoom
    do throws(WatchRoom.Refusal) {
      room = try WatchRoom(in: folder)
    } catch {
      switch error {
      case .isWatched:
        Terminal.note(words.isWatched)
        throw ToldFailure(status: 5)
      case .failure(let failure):
        Terminal.error(
          .emitWriteFailed(.before, file: WatchRoom.name, reason: failure.reason),
          language: words.language)
        throw ToldFailure(status: 6)
      }
    }
    let interruption = Interruption()
    defer { interruption.end() }
    if !once { Terminal.note(words.begin(interval: interval)) }
    let validation = WatchValidation(
      service: service, request: request, language: language, isRedacted: redact,
      wording: .ofThisProcess(store: storeOption.store, package: packageOption.package))
    let options = FolderWatch.Options(
      interval: interval, settling: settle, patience: patience, isOnce: once)
    var watch = FolderWatch(folder, options, validation, words, room)
    let status = try watch.run(interruption)
    if status != 0 { throw ToldFailure(status: status) }
  }

  /// The folder without a slash at its end.
  private func watchedFolder() throws -> String {
    var path = folder
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw ValidationError(
        usage: "cannotWatch",
        [
          "path": printable(folder),
          "reason": OutputFailure(number: errno).words(in: .ofThisProcess()),
        ])
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw ValidationError(usage: "watchNoFolder", ["path": printable(folder)])
    }
    return path
  }

  /// What every validation asks for, but for the file.
  private func request() throws -> ImportRequest {
    var options = ImportOptions(files: [], limits: try LimitArguments.limits(limit))
    options.mode = .validate
    options.keepsAllIssues = true
    options.dialect = try DialectArguments.options(
      encoding: encoding, delimiter: nil, quote: nil)
    if encoding == nil { options.dialect.encoding = .utf8OrMarked }
    var request = ImportRequest(options, package: packageOption.package)
    var choice = storeOption.choice
    choice.isOffline = offline
    request.store = choice
    request.language = language
    return request
  }
}
