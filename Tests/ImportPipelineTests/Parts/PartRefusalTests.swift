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
}
