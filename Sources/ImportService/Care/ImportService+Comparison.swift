public import DataCare
import Foundation
import ImportPipeline
public import Schemas

/// Comparisons.
extension ImportService {
  /// What a text names that is to be compared.
  enum ComparedPlace {
    case store(StoreChoice, StoreLocation)
    case dump(folder: String)
    case files([String])
  }

  /// The package by which two sources are compared: the one that is named, else that of a store.
  public func package(of request: ComparisonRequest) throws(ServiceFailure) -> DataPackage {
    for text in [request.one, request.other] where request.package == nil {
      if case .store(let choice, _) = try place(text, request) {
        return try package(nil, from: choice)
      }
    }
    return try package(request.package)
  }

  /// Compares two sources; passes each difference on in the order of tables and keys.
  public func compare(
    _ request: ComparisonRequest, by package: DataPackage,
    _ tell: (Difference) throws -> Void
  ) throws -> ComparisonSummary {
    if let scope = request.scope { try check(scope, in: package) }
    let tables = try tableNames(request.tables, of: package)
    let places = (try place(request.one, request), try place(request.other, request))
    let summary = try compare(request, places, tables, by: package, tell)
    if case .store(let choice, _) = places.0 {
      noteAccess(
        "compare", to: choice,
        tables: Dictionary(summary.tables.map { ($0.table, $0.one) }) { $1 })
    }
    if case .store(let choice, _) = places.1 {
      noteAccess(
        "compare", to: choice,
        tables: Dictionary(summary.tables.map { ($0.table, $0.other) }) { $1 })
    }
    return summary
  }

  private func compare(
    _ request: ComparisonRequest, _ places: (ComparedPlace, ComparedPlace), _ tables: [String],
    by package: DataPackage, _ tell: (Difference) throws -> Void
  ) throws -> ComparisonSummary {
    do {
      switch places {
      case (.files(let files), _):
        return try FileComparison(service: self, package: package, tables: tables)
          .compare(files, with: places.1, swapped: false, tell)
      case (_, .files(let files)):
        return try FileComparison(service: self, package: package, tables: tables)
          .compare(files, with: places.0, swapped: true, tell)
      default: break
      }
      var comparison = StoreComparison(
        package, source(request.one, places.0, package),
        source(request.other, places.1, package), seed: .random(in: 1 ... .max / 2))
      comparison.tables = tables
      comparison.scope = request.scope
      return try comparison.perform(tell)
    } catch {
      throw failureToTell(error)
    }
  }

  /// A failure of the comparison; errors of whoever is told are passed on.
  private func failureToTell(_ error: any Error) -> any Error {
    error is StoreError || error is DataCareError ? failure(of: error) : error
  }

  private func source(
    _ text: String, _ place: ComparedPlace, _ package: DataPackage
  ) -> ComparedSource {
    switch place {
    case .store(_, let location):
      ComparedSource(name: location.text, .store(open: opener(of: location, package)))
    case .dump(let folder): ComparedSource(name: text, .dump(folder: folder))
    case .files: ComparedSource(name: text, .dump(folder: text))
    }
  }

  /// What a text names.
  func place(
    _ text: String, _ request: ComparisonRequest
  ) throws(ServiceFailure) -> ComparedPlace {
    if let location = try? StoreLocation(text) {
      return .store(StoreChoice(store: text, project: request.project), location)
    }
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: text, isDirectory: &isFolder) {
      return isFolder.boolValue ? .dump(folder: text) : .files([text])
    }
    let choice = StoreChoice(target: text, project: request.project)
    if request.project != nil || FileManager.default.fileExists(atPath: Project.usualName) {
      return .store(choice, try location(of: choice))
    }
    throw .request(.unknownStoreForm(text))
  }
}
