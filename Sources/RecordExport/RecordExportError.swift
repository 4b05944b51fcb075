public import ImportPipeline

/// Why records were not exported.
public enum RecordExportError: Error, Sendable {
  /// The store cannot be read.
  case store(StoreError)
  /// A file cannot be written, for a reason in a few words.
  case unwritable(file: String, reason: String)

  /// Carries out what reads a store.
  static func reading<Result>(
    _ body: () throws(StoreError) -> Result
  ) throws(RecordExportError) -> Result {
    do throws(StoreError) {
      return try body()
    } catch {
      throw .store(error)
    }
  }
}
