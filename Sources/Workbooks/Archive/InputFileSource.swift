import CLibZip

/// Lets libzip read an `RandomAccessFile` through a source with a position of its own.
enum InputFileSource {
  /// The state that libzip passes to every command.
  private final class State {
    let file: RandomAccessFile
    /// Four bytes of the file that are delivered as zeros.
    let zeroed: Range<Int>
    var position = 0
    var failure = zip_error_t()

    init(_ file: RandomAccessFile, zeroed: Range<Int>) {
      self.file = file
      self.zeroed = zeroed
      zip_error_init(&failure)
    }
  }

  /// Makes a source that keeps the file alive; `nil` when memory runs out.
  ///
  /// - Parameter offset: where the four bytes are that are delivered as zeros.
  static func make(
    _ file: RandomAccessFile, zeroedAt offset: Int?, _ failure: UnsafeMutablePointer<zip_error_t>
  ) -> OpaquePointer? {
    let state = Unmanaged.passRetained(State(file, zeroed: offset.map { $0..<$0 + 4 } ?? 0..<0))
    let source = zip_source_function_create(
      { context, data, length, command in
        guard let context else { return -1 }
        let state = Unmanaged<State>.fromOpaque(context)
        if command == ZIP_SOURCE_FREE {
          state.release()
          return 0
        }
        return InputFileSource.answer(state.takeUnretainedValue(), command, data, length)
      }, state.toOpaque(), failure)
    if source == nil { state.release() }
    return source
  }

  private static func answer(
    _ state: State, _ command: zip_source_cmd_t, _ data: UnsafeMutableRawPointer?, _ length: UInt64
  ) -> Int64 {
    switch command {
    case ZIP_SOURCE_OPEN:
      state.position = 0
      return 0
    case ZIP_SOURCE_CLOSE: return 0
    case ZIP_SOURCE_READ:
      let buffer = UnsafeMutableRawBufferPointer(
        start: data, count: data == nil ? 0 : Int(clamping: length))
      let count = state.file.read(into: buffer, at: state.position)
      guard count >= 0 else {
        zip_error_set(&state.failure, ZIP_ER_READ, 0)
        return -1
      }
      for place in state.zeroed.clamped(to: state.position..<state.position + count) {
        buffer[place - state.position] = 0
      }
      state.position += count
      return Int64(count)
    case ZIP_SOURCE_SEEK:
      let place = zip_source_seek_compute_offset(
        UInt64(state.position), UInt64(state.file.byteCount), data, length, &state.failure)
      guard place >= 0 else { return -1 }
      state.position = Int(place)
      return 0
    case ZIP_SOURCE_TELL: return Int64(state.position)
    case ZIP_SOURCE_STAT:
      guard let data, length >= UInt64(MemoryLayout<zip_stat_t>.size) else { return -1 }
      let status = data.assumingMemoryBound(to: zip_stat_t.self)
      zip_stat_init(status)
      status.pointee.size = UInt64(state.file.byteCount)
      status.pointee.valid = UInt64(ZIP_STAT_SIZE)
      return Int64(MemoryLayout<zip_stat_t>.size)
    case ZIP_SOURCE_ERROR: return zip_error_to_data(&state.failure, data, length)
    case ZIP_SOURCE_SUPPORTS:
      let commands = [
        ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR,
        ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_SUPPORTS,
      ]
      return commands.reduce(0) { $0 | 1 << Int64($1.rawValue) }
    default:
      zip_error_set(&state.failure, ZIP_ER_OPNOTSUPP, 0)
      return -1
    }
  }
}
