public import ArgumentParser
import Dispatch
import Foundation
import ImportService
import Logging
import RegistrarWeb
import Schemas
import Submissions
import TabularCore

/// `registrar serve`: the pages for those who fill in templates.
public struct ServeCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve the pages on which people get templates, check files and hand them in.",
    discussion: """
      Accounts are made with registrar account. Browsers reach the server through a proxy that \
      speaks TLS; --tls says that there is one. Files are read by commands of their own with \
      bounded memory and time, never by the server itself.

      The server ends in order on SIGTERM and SIGINT. /health tells whether it works, /metrics what it does \
      (Prometheus).
      """)

  @OptionGroup var location: StoreOption
  @OptionGroup var packageOption: PackageOption
  @OptionGroup var migrationOptions: ServedMigrationOptions
  @OptionGroup var speech: LanguageOption

  @Option(
    help: ArgumentHelp(
      "The folder in which uploads and reports lie; made if needed.", valueName: "dir"),
    completion: .directory)
  var folder = "registrar-uploads"

  @Option(help: ArgumentHelp("The address to listen on.", valueName: "address"))
  var host = "127.0.0.1"

  @Option(help: ArgumentHelp("The port to listen on; 0 takes a free one.", valueName: "port"))
  var port = 8080

  @Flag(help: "Browsers reach the server by TLS, which a proxy speaks.")
  var tls = false

  @Option(
    help: ArgumentHelp(
      """
      A proxy whose word about a client is believed: an address, or a network such as 10.0.0.0/8; \
      repeatable.
      """, valueName: "network"))
  var trustedProxy: [String] = []

  @Option(
    help: ArgumentHelp(
      "The header in which a trusted proxy names who has logged in there.", valueName: "name"))
  var identityHeader: String?

  @Option(help: ArgumentHelp("How many MB one upload may have.", valueName: "n"))
  var maxUpload = 64

  @Option(
    help: ArgumentHelp("How many files are checked at the same time.", valueName: "n"))
  var checks = 2

  @Option(help: ArgumentHelp("How many MB of memory a check may take.", valueName: "n"))
  var checkMemory = 2048

  @Option(
    help: ArgumentHelp("The name of a production target once more.", valueName: "name"))
  var confirmTarget: String?

  /// A command to be parsed.
  public init() {}

  /// Checks that the options go together.
  public func validate() throws {
    for network in trustedProxy where TrustedProxies(texts: [network]) == nil {
      throw ValidationError(
        usage: "takes",
        ["option": "--trusted-proxy", "form": "10.0.0.0/8", "found": printable(network)])
    }
    guard identityHeader == nil || !trustedProxy.isEmpty else {
      throw ValidationError(
        usage: "belongsTo", ["option": "--identity-header", "other": "--trusted-proxy"])
    }
    let numbers = [
      ("--port", port, 0...65_535), ("--max-upload", maxUpload, 1...4096),
      ("--checks", checks, 1...64), ("--check-memory", checkMemory, 64...1 << 20),
    ]
    for (option, number, range) in numbers where !range.contains(number) {
      throw ValidationError(
        usage: "takes",
        [
          "option": option, "form": "\(range.lowerBound)–\(range.upperBound)",
          "found": "\(number)",
        ])
    }
  }

  /// Serves until a signal ends it.
  public func run() throws {
    let service = ImportService.ofThisProcess()
    let package = try service.package(packageOption.package, from: location.choice)
    let migration = try migrationOptions.served(service)
    let own = DeskOfProcess(
      location: try service.location(of: location.choice), folder: folder, checks: checks,
      memory: checkMemory, uploadBytes: maxUpload << 20)
    let desk = try own.open(location.named, confirmedTarget: confirmTarget)
    var settings = ServerSettings(
      host: host, port: port, isBehindTLS: tls,
      trustedProxies: TrustedProxies(texts: trustedProxy) ?? .none, identityField: identityHeader)
    settings.maximumUploadBytes = maxUpload << 20
    settings.command = own.command(location.named)
    settings.gridMemory = checkMemory << 10
    settings.migration = migration
    var logger = Logger(label: "registrar", factory: { StreamLogHandler.standardError(label: $0) })
    logger.logLevel = .warning
    let server = try WebServer(
      desk: desk, packages: [ServedPackage(package)], settings: settings, logger: logger)
    let (host, language) = (host, speech.spoken)
    try Self.waiting {
      try await server.run { port in
        Terminal.note(
          language.label("notice/serving", ["address": "http://\(host):\(port)/"]))
      }
    }
  }

  /// Waits on this thread for what needs others.
  private static func waiting(_ body: @escaping @Sendable () async throws -> Void) throws {
    let done = DispatchSemaphore(value: 0)
    let outcome = Outcome()
    Task.detached {
      do {
        try await body()
      } catch {
        outcome.error = error
      }
      done.signal()
    }
    done.wait()
    if let error = outcome.error { throw error }
  }

  /// What the other threads say; written before the semaphore is signalled, read after it.
  private final class Outcome: @unchecked Sendable {  // The semaphore orders the two accesses.
    var error: (any Error)?
  }
}
