import JSONText
import TabularCore

/// Buffered output of bytes to a descriptor, fast enough for a line per cell.
///
/// A reader that goes away early (`| head`) ends the output, not the program with an error.
final class BufferedOutput {
  /// Why nothing more is written; what is appended then is dropped.
  private var failure: OutputFailure?

  /// Whether nothing more is written.
  var isClosed: Bool { failure != nil }

  private let descriptor: CInt
  private var buffer: [UInt8] = []
  private let limit = 64 << 10
  private let masksCards: Bool

  /// A stream to an open descriptor.
  ///
  /// - Parameter masksCards: whether card numbers in JSON strings show their last four digits alone.
  init(descriptor: CInt = 1, masksCards: Bool = true) {
    self.descriptor = descriptor
    self.masksCards = masksCards
    buffer.reserveCapacity(limit + 4096)
  }

  /// Appends bytes as they are.
  @inline(__always)
  func append(_ bytes: UnsafeRawBufferPointer) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= limit { flush() }
  }

  /// Appends the UTF-8 of a text.
  func append(_ text: String) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= limit { flush() }
  }

  /// Appends a literal without making a `String` of it.
  @inline(__always)
  func append(literal text: StaticString) {
    buffer.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends a byte.
  @inline(__always)
  func append(_ byte: UInt8) { buffer.append(byte) }

  /// Appends a number in decimal digits.
  func append(_ number: Int) {
    guard number >= 0 else { return append(String(number)) }
    var digits: InlineArray<20, UInt8> = .init(repeating: 0)
    var first = 20
    var rest = number
    repeat {
      first -= 1
      digits[first] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    } while rest > 0
    for index in first..<20 { buffer.append(digits[index]) }
  }

  /// Appends a JSON string (RFC 8259) of well-formed UTF-8, quotes included.
  func append(jsonString bytes: UnsafeRawBufferPointer) {
    if masksCards, mayHoldPaymentCard(bytes) {
      buffer.append(
        jsonString: maskingPaymentCards(String(decoding: bytes, as: UTF8.self)))
    } else {
      buffer.append(jsonString: bytes)
    }
    if buffer.count >= limit { flush() }
  }

  /// Appends a text as a JSON string.
  func append(jsonString text: String) {
    var text = text
    text.withUTF8 { append(jsonString: UnsafeRawBufferPointer($0)) }
  }

  /// Writes what is buffered.
  func flush() {
    if failure == nil {
      failure = buffer.withUnsafeBytes { bytes in
        do throws(OutputFailure) {
          try Descriptor.write(bytes, to: descriptor)
          return nil
        } catch {
          return error
        }
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes what is buffered; throws when something could not be written to a reader that is there.
  func finish() throws(OutputFailure) {
    flush()
    if let failure, !failure.isClosed { throw failure }
  }
}
