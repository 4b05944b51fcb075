/// Issues in little memory, so that a report can keep every one of a file with a million.
///
/// An issue is written as a record of some dozen bytes behind its texts; words that come again and again
/// (codes, names of files, tables and fields) are kept once. Reading an element makes the issue anew. For
/// example:
///
///     var list = IssueList()
///     list.append(issue)
///     print(list[0].code)
public struct IssueList: Sendable {
  private var words = WordList()
  private var shownTexts: [LocalizedText] = []
  private var bytes: [UInt8] = []
  /// Where each record begins in `bytes`.
  private var starts: [Int] = []

  /// No issues.
  public init() {}

  /// The given issues.
  public init(_ issues: some Sequence<Issue>) {
    for issue in issues { append(issue) }
  }

  /// Adds an issue at the end.
  public mutating func append(_ issue: Issue) {
    starts.append(bytes.count)
    var record = IssueRecord(bytes: [])
    swap(&record.bytes, &bytes)
    record.write(issue, &words, &shownTexts)
    swap(&record.bytes, &bytes)
  }

  /// The bytes that the issues take, but for the words that they share.
  public var byteCount: Int { bytes.count + starts.count * MemoryLayout<Int>.size }
}

extension IssueList: RandomAccessCollection {
  /// 0.
  public var startIndex: Int { 0 }
  /// How many issues there are.
  public var endIndex: Int { starts.count }

  /// The issue at a position, from 0.
  public subscript(position: Int) -> Issue {
    bytes.withUnsafeBufferPointer { buffer in
      var reader = IssueRecord.Reader(bytes: buffer, position: starts[position])
      return reader.issue(words, shownTexts)
    }
  }
}

extension IssueList: Equatable {
  /// Whether two lists have equal issues in the same order.
  public static func == (left: IssueList, right: IssueList) -> Bool { left.elementsEqual(right) }
}

extension IssueList: CustomStringConvertible {
  /// The issues, as an array shows them.
  public var description: String { String(describing: Array(self)) }
}

/// Some issues of a list in an order of their own; the list is shared.
public struct IssueSelection: RandomAccessCollection, Sendable {
  private let list: IssueList
  private var positions: [UInt32]

  /// The issues at some positions of a list, from 0.
  public init(_ list: IssueList, at positions: [UInt32] = []) {
    self.list = list
    self.positions = positions
  }

  /// 0.
  public var startIndex: Int { 0 }
  /// How many issues there are.
  public var endIndex: Int { positions.count }

  /// The issue at a position of the selection, from 0.
  public subscript(position: Int) -> Issue { list[Int(positions[position])] }

  /// Adds the issue at a position of the list.
  public mutating func append(_ position: UInt32) { positions.append(position) }
}

extension IssueSelection: Equatable {
  /// Whether two selections have equal issues in the same order.
  public static func == (left: IssueSelection, right: IssueSelection) -> Bool {
    left.elementsEqual(right)
  }
}

/// Words that are kept once, by their numbers in the order of their first use.
struct WordList: Sendable {
  private var numbers: [String: Int] = [:]
  private var words: [String] = []

  /// The number of a word, which is added when it is new.
  mutating func number(of word: String) -> Int {
    if let number = numbers[word] { return number }
    numbers[word] = words.count
    words.append(word)
    return words.count - 1
  }

  subscript(number: Int) -> String { words[number] }
}
