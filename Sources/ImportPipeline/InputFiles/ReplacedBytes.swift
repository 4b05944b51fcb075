/// Bytes that are read in place of those of a file: a file as it would be saved, without one being written.
struct ReplacedBytes: Sendable {
  /// One piece of the result: bytes of the file, or others.
  private enum Piece: Sendable {
    case own(Range<Int>)
    case other([UInt8])
  }

  private var pieces: [Piece] = []
  /// Where each piece begins in the result, and behind the last one its end.
  private var starts: [Int] = [0]
  /// How many bytes more the result has than the file.
  let growth: Int

  /// Bytes in place of ranges of a file.
  ///
  /// - Parameters:
  ///   - changes: the ranges with what is read instead, ascending and apart from each other.
  ///   - byteCount: the size of the file.
  init(_ changes: some Sequence<(range: Range<Int>, bytes: [UInt8])>, ofFileOf byteCount: Int) {
    var place = 0
    var growth = 0
    var pieces: [Piece] = []
    var starts = [0]
    func append(_ piece: Piece, count: Int) {
      guard count > 0 else { return }
      pieces.append(piece)
      starts.append((starts.last ?? 0) + count)
    }
    for change in changes {
      append(.own(place..<change.range.lowerBound), count: change.range.lowerBound - place)
      append(.other(change.bytes), count: change.bytes.count)
      growth += change.bytes.count - change.range.count
      place = change.range.upperBound
    }
    append(.own(place..<byteCount), count: byteCount - place)
    self.pieces = pieces
    self.starts = starts
    self.growth = growth
  }

  /// Reads from an offset of the result, which counts from 0; fewer bytes only at the end.
  func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int, of file: OpenFile
  ) throws(InputFileError) -> Int {
    var done = 0
    var index = piece(at: offset)
    while done < buffer.count, index < pieces.count {
      let skipped = offset + done - starts[index]
      let count = min(buffer.count - done, starts[index + 1] - starts[index] - skipped)
      let room = UnsafeMutableRawBufferPointer(rebasing: buffer[done..<done + count])
      switch pieces[index] {
      case .own(let range):
        let got = try file.read(into: room, at: range.lowerBound + skipped)
        done += got
        // The file is shorter than it was.
        guard got == count else { return done }
      case .other(let bytes):
        bytes.withUnsafeBytes {
          room.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[skipped..<skipped + count]))
        }
        done += count
      }
      index += 1
    }
    return done
  }

  /// The piece that holds an offset; the number of pieces behind the end.
  private func piece(at offset: Int) -> Int {
    var low = 0
    var high = pieces.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle + 1] <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
