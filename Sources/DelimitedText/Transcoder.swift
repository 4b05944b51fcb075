/// Turns bytes of another encoding into UTF-8, piece by piece.
struct Transcoder {
  private let encoding: TextEncoding
  private let table: SingleByteTable?

  /// The result for a piece: how much of it was read, how much was written, why it stopped.
  struct Result {
    /// Bytes read.
    var consumed = 0
    /// Bytes of UTF-8 written.
    var produced = 0
    /// `incomplete` when the rest is the beginning of a character.
    var stop = TextPrefix.Stop.none
  }

  /// A transcoder from `encoding`.
  init(from encoding: TextEncoding) {
    self.encoding = encoding
    self.table = SingleByteTable(encoding)
  }

  /// How many bytes of UTF-8 one byte of the encoding can become at most, rounded up.
  static let growth = 3

  /// Transcodes as much as is complete and well-formed.
  ///
  /// - Precondition: `output` has room for `Transcoder.growth` bytes per byte of `input`.
  func transcode(
    _ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutablePointer<UInt8>
  ) -> Result {
    switch encoding {
    case .utf16LittleEndian, .utf16BigEndian: transcodeUTF16(input, into: output)
    case .utf32LittleEndian, .utf32BigEndian: transcodeUTF32(input, into: output)
    default: transcodeSingleBytes(input, into: output)
    }
  }

  private func transcodeSingleBytes(
    _ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutablePointer<UInt8>
  ) -> Result {
    var result = Result()
    guard let points = table?.codePoints else { return result }
    while result.consumed < input.count {
      let byte = input[result.consumed]
      let point = points[Int(byte)]
      guard point != 0, point != SingleByteTable.undefined else {
        result.stop = point == 0 ? .nul : .invalid
        return result
      }
      result.produced += write(UInt32(point), to: output + result.produced)
      result.consumed += 1
    }
    return result
  }

  private func transcodeUTF16(
    _ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutablePointer<UInt8>
  ) -> Result {
    var result = Result()
    let high = encoding == .utf16BigEndian ? 0 : 1
    func unit(at index: Int) -> UInt32 {
      UInt32(input[index + high]) << 8 | UInt32(input[index + 1 - high])
    }
    while result.consumed < input.count {
      guard result.consumed + 2 <= input.count else {
        result.stop = .incomplete
        return result
      }
      var point = unit(at: result.consumed)
      var length = 2
      if point & 0xFC00 == 0xD800 {
        guard result.consumed + 4 <= input.count else {
          result.stop = .incomplete
          return result
        }
        let low = unit(at: result.consumed + 2)
        guard low & 0xFC00 == 0xDC00 else {
          result.stop = .invalid
          return result
        }
        point = 0x10000 + (point & 0x3FF) << 10 + low & 0x3FF
        length = 4
      } else if point & 0xFC00 == 0xDC00 || point == 0 {
        result.stop = point == 0 ? .nul : .invalid
        return result
      }
      result.produced += write(point, to: output + result.produced)
      result.consumed += length
    }
    return result
  }

  private func transcodeUTF32(
    _ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutablePointer<UInt8>
  ) -> Result {
    var result = Result()
    let isBigEndian = encoding == .utf32BigEndian
    while result.consumed < input.count {
      guard result.consumed + 4 <= input.count else {
        result.stop = .incomplete
        return result
      }
      var point: UInt32 = 0
      for index in 0..<4 {
        let byte = input[result.consumed + (isBigEndian ? index : 3 - index)]
        point = point << 8 | UInt32(byte)
      }
      guard point != 0, Unicode.Scalar(point) != nil else {
        result.stop = point == 0 ? .nul : .invalid
        return result
      }
      result.produced += write(point, to: output + result.produced)
      result.consumed += 4
    }
    return result
  }

  /// Writes a code point as UTF-8 and returns how many bytes it took.
  @inline(__always)
  private func write(_ point: UInt32, to output: UnsafeMutablePointer<UInt8>) -> Int {
    if point < 0x80 {
      output[0] = UInt8(truncatingIfNeeded: point)
      return 1
    }
    func trail(_ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: point >> shift) & 0x3F | 0x80 }
    if point < 0x800 {
      output[0] = UInt8(truncatingIfNeeded: point >> 6) | 0xC0
      output[1] = trail(0)
      return 2
    }
    if point < 0x10000 {
      output[0] = UInt8(truncatingIfNeeded: point >> 12) | 0xE0
      output[1] = trail(6)
      output[2] = trail(0)
      return 3
    }
    output[0] = UInt8(truncatingIfNeeded: point >> 18) | 0xF0
    output[1] = trail(12)
    output[2] = trail(6)
    output[3] = trail(0)
    return 4
  }
}
