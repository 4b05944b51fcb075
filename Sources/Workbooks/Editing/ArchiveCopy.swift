import CLibZip
import TabularCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Writes a copy of an archive in which some members are others.
///
/// All other members are copied as compressed bytes, with their times. Equal contents give equal bytes:
/// members that were changed or added have the first day that the format knows.
struct ArchiveCopy {
  /// What becomes of a member, or what is added.
  enum Change {
    /// Other bytes.
    case bytes([UInt8])
    /// Bytes that are made while they are written.
    case stream(() throws(WorkbookError) -> any PartBytes)
    /// The member is left out.
    case removed
  }

  /// The first of January 1980 in the form of MS-DOS.
  private static let firstDay: UInt16 = 0x21

  /// The changes of members, by their positions in the archive.
  var changes: [Int: Change] = [:]
  /// What is added behind all members, in order.
  var additions: [(name: String, change: Change)] = []

  /// Writes the copy to a path, where nothing may be.
  func write(
    _ archive: borrowing ZipArchive, to path: String
  ) throws(WorkbookCopyError) {
    var code: CInt = 0
    guard let output = zip_open(path, ZIP_CREATE | ZIP_EXCL, &code) else {
      throw .unwritable(Self.reason(code))
    }
    // Sources live as long as libzip has them; what they failed with is asked for here.
    var streams: [PartStream] = []
    do throws(WorkbookCopyError) {
      for (index, entry) in archive.entries.enumerated() {
        switch changes[index] {
        case .removed: continue
        case .some(let change):
          try add(change, named: entry.name, to: output, &streams)
        case nil: try copy(index, entry, of: archive.handle, to: output)
        }
      }
      for addition in additions {
        try add(addition.change, named: Array(addition.name.utf8), to: output, &streams)
      }
    } catch {
      zip_discard(output)
      throw error
    }
    guard zip_close(output) == 0 else {
      let failure = streams.lazy.compactMap(\.failure).first
      let reason = String(cString: zip_strerror(output)).lowercased()
      zip_discard(output)
      if let failure { throw .unreadable(failure) }
      throw .unwritable(reason)
    }
  }

  private func copy(
    _ index: Int, _ entry: ZipDirectory.Entry, of archive: OpaquePointer, to output: OpaquePointer
  ) throws(WorkbookCopyError) {
    let source = zip_source_zip(
      output, archive, UInt64(index), zip_flags_t(ZIP_FL_COMPRESSED), 0, -1)
    let place = try add(source, named: entry.name, to: output)
    zip_set_file_compression(
      output, place, entry.method == 0 ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0)
    zip_file_set_dostime(output, place, entry.dosTime.time, entry.dosTime.date, 0)
  }

  private func add(
    _ change: Change, named name: [UInt8], to output: OpaquePointer, _ streams: inout [PartStream]
  ) throws(WorkbookCopyError) {
    let part: any PartBytes
    var size = 1 << 20
    var level: UInt32 = 6
    switch change {
    case .removed: return
    case .bytes(let bytes):
      size = bytes.count
      part = MemoryPartBytes(bytes, name: String(decoding: name, as: UTF8.self))
    case .stream(let make):
      // Sheets are the large parts. More than the quickest level takes longer than all the rest together.
      level = 1
      do throws(WorkbookError) {
        part = try make()
      } catch {
        throw .unreadable(error)
      }
    }
    let stream = PartStream(part, expectedSize: size)
    streams.append(stream)
    let place = try add(stream.source(for: output), named: name, to: output)
    zip_set_file_compression(output, place, ZIP_CM_DEFLATE, level)
    zip_file_set_dostime(output, place, 0, Self.firstDay, 0)
  }

  private func add(
    _ source: OpaquePointer?, named name: [UInt8], to output: OpaquePointer
  ) throws(WorkbookCopyError) -> UInt64 {
    guard let source else { throw .unwritable(String(cString: zip_strerror(output)).lowercased()) }
    let index = (name.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map {
        zip_file_add(output, $0, source, zip_flags_t(ZIP_FL_ENC_GUESS))
      } ?? -1
    }
    guard index >= 0 else {
      zip_source_free(source)
      throw .unwritable(String(cString: zip_strerror(output)).lowercased())
    }
    return UInt64(index)
  }

  private static func reason(_ code: CInt) -> String {
    var error = zip_error_t()
    zip_error_init_with_code(&error, code)
    defer { zip_error_fini(&error) }
    return String(cString: zip_error_strerror(&error)).lowercased()
  }
}

/// Why a workbook could not be copied.
public enum WorkbookCopyError: Error {
  /// The workbook cannot be read, or not changed.
  case unreadable(WorkbookError)
  /// The copy cannot be written, for a reason given in a few words.
  case unwritable(String)
}

/// Lets libzip read a part that is made while it is written.
private final class PartStream {
  private let part: any PartBytes
  private let expectedSize: Int
  private var error = zip_error_t()

  /// - Parameter size: about how large the part is. It decides only whether a header has room for parts over
  ///   4 GiB, which the limits exclude and some programs do not read.
  init(_ part: any PartBytes, expectedSize size: Int) {
    self.part = part
    expectedSize = size
    zip_error_init(&error)
  }

  /// Why the part could not be made.
  var failure: WorkbookError? { part.failure }

  /// A source that keeps this object alive until it is freed; `nil` when memory runs out.
  func source(for archive: OpaquePointer) -> OpaquePointer? {
    let state = Unmanaged.passRetained(self)
    let source = zip_source_function(
      archive,
      { context, data, length, command in
        guard let context else { return -1 }
        let state = Unmanaged<PartStream>.fromOpaque(context)
        if command == ZIP_SOURCE_FREE {
          state.release()
          return 0
        }
        return state.takeUnretainedValue().answer(command, data, length)
      }, state.toOpaque())
    if source == nil { state.release() }
    return source
  }

  private func answer(
    _ command: zip_source_cmd_t, _ data: UnsafeMutableRawPointer?, _ length: UInt64
  ) -> Int64 {
    switch command {
    case ZIP_SOURCE_OPEN, ZIP_SOURCE_CLOSE: return 0
    case ZIP_SOURCE_READ:
      guard let data else { return 0 }
      let count = part.read(into: data, capacity: Int(clamping: length))
      guard count < 0 else { return Int64(count) }
      zip_error_set(&error, ZIP_ER_READ, 0)
      return -1
    case ZIP_SOURCE_STAT:
      guard let data, length >= UInt64(MemoryLayout<zip_stat_t>.size) else { return -1 }
      let status = data.assumingMemoryBound(to: zip_stat_t.self)
      zip_stat_init(status)
      status.pointee.size = UInt64(expectedSize)
      status.pointee.valid = UInt64(ZIP_STAT_SIZE)
      return Int64(MemoryLayout<zip_stat_t>.size)
    case ZIP_SOURCE_ERROR: return zip_error_to_data(&error, data, length)
    case ZIP_SOURCE_SUPPORTS:
      let commands = [
        ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR,
        ZIP_SOURCE_FREE, ZIP_SOURCE_SUPPORTS,
      ]
      return commands.reduce(0) { $0 | 1 << Int64($1.rawValue) }
    default:
      zip_error_set(&error, ZIP_ER_OPNOTSUPP, 0)
      return -1
    }
  }
}
