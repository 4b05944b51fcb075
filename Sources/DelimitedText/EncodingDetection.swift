/// Decides the encoding of a source.
struct EncodingDetection {
  /// What was decided.
  struct Decision {
    /// The encoding.
    var encoding: TextEncoding
    /// How many bytes the byte order mark takes; 0 without one.
    var markLength: Int
    /// The evidence for a guess.
    var guess: EncodingGuess?
  }

  /// The bytes of the file.
  let source: any ByteSource

  /// How many bytes are examined for UTF-16 and UTF-32 without a mark.
  private static let sampleSize = 64 << 10

  /// The encoding under a choice.
  func encoding(_ choice: EncodingChoice) throws(DelimitedTextError) -> Decision {
    if case .named(let encoding) = choice { return try named(encoding) }
    let sample = try bytes(count: Self.sampleSize)
    if let marked = UnicodeDetection.markedEncoding(of: sample) {
      return Decision(encoding: marked, markLength: marked.byteOrderMark.count)
    }
    guard choice != .utf8OrMarked else { return Decision(encoding: .utf8, markLength: 0) }
    if let wide = UnicodeDetection.unmarkedWideEncoding(of: sample) {
      return Decision(encoding: wide, markLength: 0)
    }
    guard choice == .auto, let guess = try SingleByteGuess(source: source)?.guess else {
      return Decision(encoding: .utf8, markLength: 0)
    }
    return Decision(encoding: guess.encoding, markLength: 0, guess: guess)
  }

  /// A mark in the file overrides the byte order that the user named, but not the unit's size.
  private func named(_ encoding: TextEncoding) throws(DelimitedTextError) -> Decision {
    let start = try bytes(count: 4)
    let family: [TextEncoding] =
      switch encoding.unitSize {
      case 2: [.utf16LittleEndian, .utf16BigEndian]
      case 4: [.utf32LittleEndian, .utf32BigEndian]
      default: [encoding]
      }
    for member in family
    where !member.byteOrderMark.isEmpty && start.starts(with: member.byteOrderMark) {
      return Decision(encoding: member, markLength: member.byteOrderMark.count)
    }
    return Decision(encoding: encoding, markLength: 0)
  }

  private func bytes(count: Int) throws(DelimitedTextError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var total = 0
    while total < count {
      let got = try source.read(into: &bytes, from: total, at: total)
      guard got > 0 else { break }
      total += got
    }
    bytes.removeLast(count - total)
    return bytes
  }
}

extension ByteSource {
  /// Reads from `offset` into the array's elements from `first` on.
  func read(
    into array: inout [UInt8], from first: Int, at offset: Int
  ) throws(DelimitedTextError) -> Int {
    var outcome: Result<Int, DelimitedTextError> = .success(0)
    array.withUnsafeMutableBytes { buffer in
      let room = UnsafeMutableRawBufferPointer(rebasing: buffer[first...])
      do throws(DelimitedTextError) {
        outcome = .success(try read(into: room, at: offset))
      } catch {
        outcome = .failure(error)
      }
    }
    return try outcome.get()
  }
}
