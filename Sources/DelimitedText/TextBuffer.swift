/// A window of a source's text as UTF-8: filled at its end, emptied from its front.
///
/// `bytes[0 ..< end]` is well-formed text without NUL. What follows up to `filled` is the beginning of a
/// character that the source has not delivered completely.
final class TextBuffer {
  /// Why the text cannot continue after `end`.
  struct Failure: Equatable {
    /// `invalid`, `nul`, or `incomplete` when the file ends inside a character.
    var stop: TextPrefix.Stop
    /// The byte of the file, from 0.
    var byteOffset: Int
    /// That byte.
    var byte: UInt8
  }

  /// Bytes that may be read beyond `end`, so that whole words can be loaded anywhere in the text.
  static let padding = 64

  /// The text.
  private(set) var bytes: UnsafeMutablePointer<UInt8>
  /// How many bytes are well-formed text.
  private(set) var end = 0
  /// How many bytes are filled.
  private(set) var filled = 0
  /// Whether the source has no more bytes.
  private(set) var isExhausted = false
  /// Why the text cannot continue after `end`, once that is known.
  private(set) var failure: Failure?

  private var capacity: Int
  private let source: any ByteSource
  private var offset: Int
  private let chunkSize: Int
  private let encoding: TextEncoding
  private let transcoder: Transcoder?
  private var raw: [UInt8] = []
  private var rawCount = 0

  /// A buffer over a source's bytes from `offset`, which counts from 0, in an encoding.
  init(source: any ByteSource, offset: Int, encoding: TextEncoding, chunkSize: Int) {
    self.source = source
    self.offset = offset
    self.chunkSize = max(1, chunkSize)
    self.encoding = encoding
    self.transcoder = encoding == .utf8 ? nil : Transcoder(from: encoding)
    capacity = max(4096, chunkSize)
    bytes = .allocate(capacity: capacity + Self.padding)
    endWithZeros()
  }

  /// The bytes after the text that may be read are always the same.
  private func endWithZeros() {
    (bytes + filled).initialize(repeating: 0, count: Self.padding)
  }

  deinit {
    bytes.deallocate()
  }

  /// Whether nothing will come after `end`, neither text nor a failure.
  var isComplete: Bool { isExhausted && failure == nil }
  /// Whether `fill` can deliver more.
  var canGrow: Bool { !isExhausted && failure == nil }

  /// Discards the first `count` bytes of the text.
  func discard(_ count: Int) {
    guard count > 0 else { return }
    if filled > count { bytes.update(from: bytes + count, count: filled - count) }
    filled -= count
    end -= count
    endWithZeros()
  }

  /// Reads on: at least one chunk, or as much again as the buffer holds if that is more.
  func fill() throws(DelimitedTextError) {
    guard canGrow else { return }
    let wanted = max(chunkSize, filled)
    if transcoder == nil { try fillDirectly(wanted) } else { try fillTranscoded(wanted) }
  }

  private func fillDirectly(_ wanted: Int) throws(DelimitedTextError) {
    reserve(wanted)
    filled += try read(into: bytes + filled, count: wanted)
    endWithZeros()
    let fresh = UnsafeBufferPointer(start: bytes + end, count: filled - end)
    let prefix = utf8Prefix(of: fresh)
    end += prefix.count
    let isCut = prefix.stop == .incomplete && isExhausted
    if isCut || prefix.stop == .invalid || prefix.stop == .nul {
      failure = Failure(
        stop: prefix.stop, byteOffset: offset - (filled - end), byte: bytes[end])
    }
  }

  private func fillTranscoded(_ wanted: Int) throws(DelimitedTextError) {
    guard let transcoder else { return }
    let kept = rawCount
    if raw.count < kept + wanted {
      raw.append(contentsOf: repeatElement(0, count: kept + wanted - raw.count))
    }
    reserve((kept + wanted) * Transcoder.growth)
    var got = 0
    var thrown: DelimitedTextError?
    raw.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      do throws(DelimitedTextError) {
        got = try read(into: base + kept, count: wanted)
      } catch {
        thrown = error
      }
    }
    if let thrown { throw thrown }
    rawCount = kept + got
    raw.withUnsafeMutableBufferPointer { buffer in
      let input = UnsafeBufferPointer(rebasing: buffer[..<rawCount])
      let result = transcoder.transcode(input, into: bytes + filled)
      filled += result.produced
      end = filled
      endWithZeros()
      let isCut = result.stop == .incomplete && isExhausted
      if isCut || result.stop == .invalid || result.stop == .nul {
        failure = Failure(
          stop: result.stop, byteOffset: offset - (rawCount - result.consumed),
          byte: input[result.consumed])
      }
      rawCount -= result.consumed
      if rawCount > 0, let base = buffer.baseAddress {
        base.update(from: base + result.consumed, count: rawCount)
      }
    }
  }

  /// Reads until `count` bytes are there or the source has no more.
  private func read(
    into target: UnsafeMutablePointer<UInt8>, count: Int
  ) throws(DelimitedTextError) -> Int {
    var total = 0
    while total < count {
      let room = UnsafeMutableRawBufferPointer(start: target + total, count: count - total)
      let got = try source.read(into: room, at: offset)
      guard got > 0 else {
        isExhausted = true
        break
      }
      total += got
      offset += got
    }
    return total
  }

  private func reserve(_ count: Int) {
    guard filled + count > capacity else { return }
    capacity = max(filled + count, capacity * 2)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + Self.padding)
    larger.initialize(from: bytes, count: filled)
    bytes.deallocate()
    bytes = larger
    endWithZeros()
  }
}
