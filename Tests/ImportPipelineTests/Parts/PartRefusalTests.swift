import Foundation
import ImportPipeline
import TabularCore
import TestSupport
import Testing

/// Partials that do not fit are refused; none makes the tool crash.
@Suite struct PartRefusalTests {
  private let scratch: ScratchFolder
  private let setting: PartSetting
  private let file: String
  private let size: Int

  init() throws {
    let tables = RandomTables(seed: 4)
    scratch = try ScratchFolder()
    setting = PartSetting(scratch: scratch, package: try tables.package(in: scratch))
    file = try scratch.write("items.csv", tables.items)
    size = tables.items.utf8.count
  }

  /// The variant by which partials are refused; `nil` when they are taken.
  private func refusal(_ partials: [String], version: String = PartSetting.version) -> String? {
    do {
      _ = try PartSet(paths: partials, toolVersion: version, limits: Limits())
      return nil
    } catch let error as PartError {
      return error.code == "file.part-refused" ? error.variant : "\(error)"
    } catch {
      return "\(error)"
    }
  }

  @Test func aMissingPart_isRefused() throws {
    let first = try setting.read(file, 0..<20, part: 1).path
    let second = try setting.read(file, 20..<50, part: 2).path
    let third = try setting.read(file, 50..<size, part: 3).path
    #expect(refusal([third, first, second]) == nil)
    #expect(refusal([first, third]) == "missing")
    #expect(refusal([first, second]) == "missing")
    #expect(refusal([second, third]) == "missing")
    let again = try setting.read(file, 20..<60, part: 4).path
    #expect(refusal([first, second, third, again]) == "missing")
  }

  @Test func ofTwoAttempts_oneIsTaken_unlessTheyDiffer() throws {
    let first = try setting.read(file, 0..<size, part: 1).path
    let second = try setting.read(file, 0..<size, part: 1, attempt: 2).path
    #expect(refusal([second, first]) == nil)
    let other = try setting.read(file, 0..<(size - 9), part: 1, attempt: 3).path
    #expect(refusal([first, other]) == "differs")
  }

  @Test func aFileThatChanged_isRefused() throws {
    let part = try setting.read(file, nil, part: 1).path
    var text = try String(contentsOfFile: file, encoding: .utf8)
    text.replace("Item", with: "Itam", maxReplacements: 1)
    try scratch.write("items.csv", text)
    #expect(refusal([part]) == "changed")
    try scratch.write("items.csv", text + "x")
    #expect(refusal([part]) == "changed")
  }

  @Test func whatIsNoPartial_isRefused() throws {
    let part = try setting.read(file, nil, part: 1).path
    #expect(refusal([file]) == "foreign")
    #expect(refusal([part], version: "9") == "foreign")
    let bytes = try Data(contentsOf: URL(fileURLWithPath: part))
    var numbers = SeededNumbers(seed: 11)
    for _ in 0..<300 {
      var damaged = bytes
      let place = Int.random(in: 0..<bytes.count, using: &numbers)
      if Bool.random(using: &numbers) {
        damaged[place] ^= UInt8.random(in: 1...255, using: &numbers)
      } else {
        damaged = damaged.prefix(place)
      }
      let path = try scratch.write("damaged.part", Array(damaged))
      // The number of the attempt is under no seal.
      let isAttempt = damaged.count == bytes.count && place < 32
      #expect(refusal([path]) != nil || isAttempt, "byte \(place)")
    }
  }

  /// Whoever writes a partial can seal what he likes: it is refused, read again from the file, or believed, but it
  /// neither crashes nor makes the merge wait or take more than it is worth.
  @Test func whatIsSealedAnew_crashesNothing() throws {
    let part = try setting.read(file, nil, part: 1).path
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: part)))
    let start = try #require(bytes.firstIndex(of: UInt8(ascii: "\n"))) + 1
    let expected = setting.whole([file])
    var numbers = SeededNumbers(seed: 12)
    var told = (same: 0, others: 0, refused: 0)
    for round in 0..<400 {
      var forged = Array(bytes.dropLast(64))
      // What numbers are written as: the highest and the lowest there are, and any others.
      for _ in 0..<Int.random(in: 1...3, using: &numbers) {
        let place = Int.random(in: start..<forged.count, using: &numbers)
        let extreme: [[UInt8]] = [
          [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
          [0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], [0],
          [UInt8.random(in: .min ... .max, using: &numbers)],
        ]
        let other = extreme[Int.random(in: 0..<4, using: &numbers)]
        let end = min(forged.count, place + other.count)
        forged.replaceSubrange(place..<end, with: other.prefix(end - place))
      }
      var digest = ByteDigest()
      forged[start...].withUnsafeBytes { digest.update($0) }
      let path = try scratch.write("forged.part", forged + Array(digest.text.utf8))
      do {
        let found = try setting.merged([file], [path])
        if found == expected { told.same += 1 } else { told.others += 1 }
      } catch is any InputError {
        // Refused, or of a file that is not there.
        told.refused += 1
      } catch {
        Issue.record("round \(round): \(error)")
      }
    }
    #expect(told.refused + told.others > 100, "\(told)")
  }
}
