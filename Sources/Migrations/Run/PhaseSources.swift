import DelimitedText
import Foundation
import ImportPipeline
import ImportService
import TabularCore

/// The files of a phase as an import is told them.
struct PhaseSources {
  /// Files whose names say which table they hold.
  var files: [String] = []
  /// Files with their tables.
  var tableFiles: [(table: String, path: String)] = []

  /// All paths.
  var paths: [String] { files + tableFiles.map(\.path) }

  /// The files that there are now; one that must be there and is not stands for itself, so that the import
  /// tells it.
  ///
  /// - Parameter given: files of a batch in the place of those of the phase.
  init(of phase: Phase, at site: MigrationSite, given: [String] = []) {
    guard given.isEmpty else {
      files = given
      return
    }
    for source in phase.sources {
      let path = site.path(source.path)
      var found = Self.matching(path)
      if found.isEmpty, !source.isOptional { found = [path] }
      if let table = source.table {
        tableFiles += found.map { (table, $0) }
      } else {
        files += found
      }
    }
  }

  /// The files of a path whose last part may have `*` and `?`, in the order of their names.
  private static func matching(_ path: String) -> [String] {
    let manager = FileManager.default
    guard path.contains("*") || path.contains("?") else {
      return manager.fileExists(atPath: path) ? [path] : []
    }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let folder = parts.dropLast().joined(separator: "/")
    let pattern = String(parts.last ?? "")
    let names = (try? manager.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
    return names.sorted().filter { fnmatch(pattern, $0, FNM_PERIOD) == 0 }
      .map { folder.isEmpty ? $0 : folder + "/" + $0 }
  }

  /// SHA-256 of the files, sorted; `nil` when one cannot be read.
  var digests: [String]? {
    var digests: [String] = []
    for path in paths {
      guard let digest = try? InputFile.sha256(ofFileAt: path) else { return nil }
      digests.append(digest)
    }
    return digests.sorted()
  }

  /// The import of the files.
  func request(
    of phase: Phase, at site: MigrationSite, executes: Bool, confirmed: String?
  ) -> ImportRequest {
    var options = ImportOptions(files: files)
    options.tableFiles = tableFiles
    options.mode = executes ? .execute : .validate
    if let policy = phase.options.onError { options.errorPolicy = policy }
    options.writeMode = phase.options.mode
    options.allowsDelete = phase.options.allowsDelete
    options.prunes = phase.options.prune.map { PruneScope(table: $0) }
    options.isStrict = phase.options.isStrict
    options.passwordReset = phase.options.resetPasswords
    options.attachments = phase.options.attachments.map(site.path)
    options.skipsDone = phase.options.skipsDone
    if executes {
      options.commitEvery = phase.options.commitEvery
      options.rowsPerSecond = phase.options.rowsPerSecond
    }
    if let encoding = phase.options.encoding.flatMap(TextEncoding.init(name:)) {
      options.dialect.encoding = .named(encoding)
    }
    if phase.options.encoding == "auto" { options.dialect.encoding = .auto }
    var request = ImportRequest(options, package: site.package(of: phase))
    request.subset.keyFiles = phase.options.onlyKeys.map { (nil, site.path($0)) }
    request.store = site.choice
    request.confirmedTarget = confirmed
    request.limits = phase.guards
    request.reading.encoding = phase.options.encoding
    if phase.backsUp { request.backup = .usual }
    return request
  }
}
