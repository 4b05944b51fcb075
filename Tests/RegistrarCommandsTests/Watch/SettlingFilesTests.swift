import Testing

@testable import RegistrarCommands

/// A file is whole when two looks, far enough apart, found it the same.
@Suite struct SettlingFilesTests {
  private let start = ContinuousClock.now

  private func file(_ name: String, _ size: Int, _ written: Int = 0) -> WatchedFile {
    WatchedFile(name: name, stamp: WatchedFile.Stamp(size: size, written: written))
  }

  private func settling() -> SettlingFiles {
    SettlingFiles(settling: .seconds(2), patience: .seconds(60))
  }

  @Test func aFileThatStays_isWholeAfterTheTime() {
    var files = settling()
    let one = file("a.xlsx", 10)
    #expect(files.look(at: [one], start) { _ in true }.isEmpty)
    #expect(files.look(at: [one], start + .seconds(1)) { _ in true }.isEmpty)
    #expect(files.look(at: [one], start + .seconds(2)) { _ in true } == [one])
  }

  @Test func aFileThatGrows_isWaitedFor() {
    var files = settling()
    for second in 0..<5 {
      let grown = file("a.xlsx", 10 + second)
      #expect(files.look(at: [grown], start + .seconds(second * 3)) { _ in true }.isEmpty)
    }
    let last = file("a.xlsx", 14)
    #expect(files.look(at: [last], start + .seconds(14)) { _ in true } == [last])
  }

  /// Its size was reserved before it was copied: only its time changes.
  @Test func aFileThatIsRewritten_isWaitedFor() {
    var files = settling()
    _ = files.look(at: [file("a.xlsx", 10, 1)], start) { _ in true }
    #expect(
      files.look(at: [file("a.xlsx", 10, 2)], start + .seconds(5)) { _ in true }.isEmpty)
  }

  @Test func aFileWithoutItsEnd_isTakenWhenPatienceEnds() {
    var files = settling()
    let half = file("a.xlsx", 10)
    _ = files.look(at: [half], start) { _ in false }
    #expect(files.look(at: [half], start + .seconds(59)) { _ in false }.isEmpty)
    #expect(files.look(at: [half], start + .seconds(60)) { _ in false } == [half])
  }

  @Test func aFileThatWentAway_beginsAnew() {
    var files = settling()
    let one = file("a.xlsx", 10)
    _ = files.look(at: [one], start) { _ in true }
    _ = files.look(at: [], start + .seconds(3)) { _ in true }
    #expect(files.look(at: [one], start + .seconds(4)) { _ in true }.isEmpty)
    #expect(files.look(at: [one], start + .seconds(6)) { _ in true } == [one])
  }

  @Test func aFileToTryAgain_beginsAnew() {
    var files = settling()
    let one = file("a.xlsx", 10)
    _ = files.look(at: [one], start) { _ in true }
    #expect(files.look(at: [one], start + .seconds(2)) { _ in true } == [one])
    files.restart("a.xlsx")
    #expect(files.look(at: [one], start + .seconds(3)) { _ in true }.isEmpty)
    #expect(files.look(at: [one], start + .seconds(5)) { _ in true } == [one])
  }
}
