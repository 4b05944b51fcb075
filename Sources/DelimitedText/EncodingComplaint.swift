import TabularCore

/// Builds the error for bytes that are not text in the file's encoding.
struct EncodingComplaint {
  /// The `csv.encoding-invalid` with line, byte and, if it makes sense, the reading as Windows-1252.
  let error: DelimitedTextError

  /// An error for `failure`, which is at the end of the text.
  ///
  /// - Parameters:
  ///   - from: an index of the text; `line` is its physical line.
  init(
    _ text: TextBuffer, _ failure: TextBuffer.Failure, _ encoding: TextEncoding, from: Int,
    line: Int
  ) {
    let line = line + LineEnd.count(text.bytes, from: from, to: text.end)
    let fault: IssueContent.EncodingFault =
      if failure.stop == .nul {
        .nul
      } else if encoding != .utf8 {
        .declared(encoding: encoding.displayName)
      } else if let sample = Self.sample(of: text) {
        .notUTF8(sample: sample)
      } else {
        .alone
      }
    error = DelimitedTextError(
      .csvEncodingInvalid(fault, line: line, byte: Self.hexadecimal(failure.byte)),
      byteOffset: failure.byteOffset, row: line)
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "0x" + (digits.utf8.count < 2 ? "0" : "") + digits
  }

  /// The words around the damage as Windows-1252, or `nil` if that makes no sense either.
  private static func sample(of text: TextBuffer) -> String? {
    var start = text.end
    while start > 0, text.end - start < 40, !HighByteScan.isBoundary(text.bytes[start - 1]) {
      start -= 1
    }
    var end = text.end
    while end < text.filled, end - text.end < 40, !HighByteScan.isBoundary(text.bytes[end]) {
      end += 1
    }
    // Multi-byte characters before the damage show that the file is UTF-8 elsewhere.
    let bytes = UnsafeBufferPointer(start: text.bytes + start, count: end - start)
    guard !bytes.prefix(text.end - start).contains(where: { $0 >= 0x80 }) else { return nil }
    guard let reading = SingleByteTable(.windows1252)?.decode(bytes) else { return nil }
    let isReadable = reading.unicodeScalars.contains {
      $0.value >= 0x80 && $0.properties.isAlphabetic
    }
    return isReadable ? reading : nil
  }
}
