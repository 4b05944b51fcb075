public import DataCare
import Foundation
public import ImportPipeline
public import Schemas

/// Repairs.
extension ImportService {
  /// What makes the second source of a comparison like the first.
  public struct PlannedRepair: Sendable {
    /// The files with the rows, in the order in which they are imported.
    public var files: [String]
    /// What the validation found that wrote the plan.
    public var report: ImportReport
  }

  /// Compares two sources and writes the plan that makes the second, a store, like the first.
  ///
  /// The rows go into a folder beside the plan; an import of them by the plan carries it out.
  ///
  /// - Parameter tell: told each difference.
  /// - Returns: what was counted; the repair, `nil` where nothing differs.
  public func planRepair(
    _ request: ComparisonRequest, by package: DataPackage, plan: String,
    _ tell: (Difference) throws -> Void
  ) throws -> (summary: ComparisonSummary, repair: PlannedRepair?) {
    guard case .store(let choice, _) = try place(request.other, request) else {
      throw ServiceFailure.request(.unknownStoreForm(request.other))
    }
    if case .files = try place(request.one, request) {
      throw ServiceFailure.request(.unknownStoreForm(request.one))
    }
    do {
      let rows = try RepairFiles(package, folder: plan + ".rows")
      let summary = try compare(request, by: package) { difference in
        try rows.add(difference)
        try tell(difference)
      }
      let files = try rows.finish()
      guard !files.isEmpty else {
        try? FileManager.default.removeItem(atPath: plan + ".rows")
        return (summary, nil)
      }
      var validation = ImportRequest(files: files, package: package.path)
      validation.store = choice
      validation.options.planOutput = plan
      validation.options.allowsDelete = true
      validation.options.overwritesManualEdits = true
      return (summary, PlannedRepair(files: files, report: try prepare(validation).run()))
    } catch let error as DataCareError {
      throw failure(of: error)
    }
  }
}
