import CLibZip
import TabularCore

/// A member of an archive being read from its start to its end.
///
/// Bytes are counted here; headers are never believed. Reading to the end checks the member's length and
/// checksum.
final class ZipMember {
  private let handle: OpaquePointer
  private let entry: ZipDirectory.Entry
  private let index: Int
  private let budget: ExpansionBudget
  private var count = 0
  /// Is told how much was read.
  var meter: ReadMeter?
  /// The member's name, for messages.
  let name: String
  /// Why reading failed.
  private(set) var failure: WorkbookError?

  /// Opens the member at `index`, which counts from 0.
  init(
    of archive: OpaquePointer, index: Int, entry: ZipDirectory.Entry, name: String,
    budget: ExpansionBudget
  ) throws(WorkbookError) {
    guard let handle = zip_fopen_index(archive, UInt64(index), 0) else {
      throw .damaged("member cannot be opened", part: name)
    }
    self.handle = handle
    self.entry = entry
    self.index = index
    self.name = name
    self.budget = budget
  }

  deinit { zip_fclose(handle) }

  /// Whether the member is large enough for a thread of its own.
  var isLarge: Bool { entry.compressedSize > 1 << 18 }

  /// Fills `buffer`; returns the bytes read, 0 at the end, -1 on failure.
  func read(into buffer: UnsafeMutableRawPointer, capacity: Int) -> Int {
    guard failure == nil else { return -1 }
    let got = Int(zip_fread(handle, buffer, UInt64(max(capacity, 0))))
    guard got > 0 else {
      failure = got < 0 ? readFailure() : count == entry.expandedSize ? nil : wrongSize
      return failure == nil ? 0 : -1
    }
    count += got
    meter?.note(count)
    failure =
      count > entry.expandedSize
      ? wrongSize
      : budget.note(count, of: index, compressedSize: entry.compressedSize, name: name)
    return failure == nil ? got : -1
  }

  /// Reads the rest, so that length and checksum are known to be right.
  func drain() throws(WorkbookError) {
    withUnsafeTemporaryAllocation(byteCount: 1 << 14, alignment: 16) { buffer in
      while let start = buffer.baseAddress, read(into: start, capacity: buffer.count) > 0 {}
    }
    if let failure { throw failure }
  }

  private var wrongSize: WorkbookError {
    WorkbookError(.zipDamaged(.size), part: name)
  }

  private func readFailure() -> WorkbookError {
    switch zip_error_code_zip(zip_file_get_error(handle)) {
    case ZIP_ER_CRC: WorkbookError(.zipDamaged(.checksum), part: name)
    case ZIP_ER_EOF, ZIP_ER_READ: WorkbookError(.zipDamaged(.truncated), part: name)
    default: .damaged("the compressed bytes of `\(name)` are broken", part: name)
    }
  }
}
