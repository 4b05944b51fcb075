public import ImportPipeline
import Schemas
import SQLiteStore
public import TabularCore

/// Files that are read in parts, on as many machines as there are.
extension ImportService {
  /// Reads and validates a part of a file by itself, and writes what its rows came to.
  ///
  /// - Parameters:
  ///   - options: the one file and how it is read.
  ///   - package: the package's name or path; `nil` for the usual one.
  ///   - words: the options of reading, as words of a command line: the merge reads as they say.
  ///   - path: where the partial goes.
  public func checkPart(
    _ part: PartCheck.Part, of options: ImportOptions, package name: String?, words: [String],
    to path: String
  ) throws(ServiceFailure) -> PartCheck.Outcome {
    let package = try package(name, checks: PackageChecks())
    if let table = options.table { _ = try package.requiredTable(spelled: table) }
    var options = options
    options.isOffline = true
    options.toolVersion = surroundings.author.toolVersion
    let check = PartCheck(
      options: options, package: package, packageName: name, words: words, now: now())
    let store = SQLiteStore(inMemory: "part")
    return try Self.telling(options.files.first ?? "") {
      try check.write(part, to: path, store: store)
    }
  }

  /// The partials of a run, held against each other and against the files that they are of.
  public func parts(
    at paths: [String], limits: Limits
  ) throws(ServiceFailure) -> PartSet {
    let version = surroundings.author.toolVersion
    return try Self.telling(paths.first ?? "") {
      try PartSet(paths: paths, toolVersion: version, limits: limits)
    }
  }

  /// Prepares the report that an import of the files would give from what their parts came to.
  ///
  /// - Parameter request: what is told, and against which store; files and reading are those of the parts.
  public func prepare(
    _ request: ImportRequest, from parts: PartSet
  ) throws(ServiceFailure) -> PreparedImport {
    var request = request
    request.options.parts = parts
    request.package = request.package ?? parts.package
    let prepared = try prepare(request)
    guard prepared.package.hash == parts.packageHash else {
      throw .faulty([parts.otherPackage.finding])
    }
    return prepared
  }

  /// Does something with the files of parts; what is wrong with one is a failure of the service.
  private static func telling<Result>(
    _ file: String, _ body: () throws -> Result
  ) throws(ServiceFailure) -> Result {
    do {
      return try body()
    } catch let error as PartError {
      throw .faulty([error.finding])
    } catch let error as any InputError {
      let name = file.split(separator: "/").last.map(String.init) ?? file
      throw .faulty([error.issue(file: name, form: .delimited)])
    } catch let error as PartWriteError {
      let name = error.path.split(separator: "/").last.map(String.init) ?? error.path
      throw .unwritable(
        Issue(
          .emitWriteFailed(.before, file: name, reason: error.reason), at: IssueLocation(.run)))
    } catch let error as StoreError {
      throw .store(error)
    } catch {
      throw .faulty([Issue(.runInternal(.other(reason: "\(error)")), at: IssueLocation(.run))])
    }
  }
}
