import TabularCore

/// Reads e-mail addresses; the canonical form is in lower case, an international host in its ASCII form.
struct EmailReader: FieldReader {
  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    let text = try cell.requiredText(expected: "an e-mail address")
    var bytes = text
    if let host = bytes.withUTF8({ Self.hostOfPlainAddress($0) }) {
      return FieldReading(
        .text(text), remarks: Self.remarks(onHost: String(text.utf8.dropFirst(host)) ?? ""))
    }
    let bare = Self.bareAddress(text)
    let parts = bare.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count > 1 else { throw problem(.noAt(value: shortened(text))) }
    guard parts.count == 2 else {
      // "a@b.c; d@e.f" is two addresses, "a@@b.c" is not an address.
      let value = shortened(text)
      throw problem(bare.contains("@@") ? .form(value: value) : .several(value: value))
    }
    guard !bare.contains(where: \.isWhitespace) else {
      throw problem(.space(value: shortened(text)))
    }
    let local = parts[0].lowercased()
    guard Self.isLocalPart(local) else { throw problem(.form(value: shortened(text))) }
    let host: HostName
    do {
      host = try HostName(parts[1])
    } catch {
      let value = shortened(text)
      throw problem(error == .noDot ? .noDot(value: value) : .form(value: value))
    }
    let address = local + "@" + host.ascii
    if let found = lookAlike(String(bare)) {
      throw lookAlikeProblem(found, in: text, fixed: found.latin?.lowercased())
    }
    guard address.count <= 254 else {
      throw problem(.tooLong(count: address.count))
    }
    var reading = FieldReading.canonical(address, from: text)
    reading.remarks += Self.remarks(onHost: host.ascii)
    return reading
  }

  /// Whether a text is an address as it is stored, of a host that is no slip of a provider's.
  ///
  /// `false` also where only the reader can tell.
  static func isCertain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let host = hostOfPlainAddress(text) else { return false }
    return EmailProviders.isCertain(UnsafeBufferPointer(rebasing: text[host...]))
  }

  /// Where the host begins of an address that is already canonical, as nearly all are.
  private static func hostOfPlainAddress(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    var at: Int?
    var (partLength, dots) = (0, 0)
    var (isLabelStart, isAfterHyphen, hasTopLetter) = (true, false, false)
    guard text.count <= 254 else { return nil }
    for index in text.indices {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        hasTopLetter = hasTopLetter || byte > UInt8(ascii: "9")
        (isLabelStart, isAfterHyphen) = (false, false)
      case UInt8(ascii: "."):
        guard !isLabelStart, !isAfterHyphen else { return nil }
        if at != nil {
          dots += 1
          partLength = -1
          hasTopLetter = false
        }
        isLabelStart = true
      case UInt8(ascii: "-"):
        guard at == nil || !isLabelStart else { return nil }
        (isLabelStart, isAfterHyphen) = (false, at != nil)
      case UInt8(ascii: "_"), UInt8(ascii: "+"):
        guard at == nil else { return nil }
        isLabelStart = false
      case UInt8(ascii: "@"):
        guard at == nil, !isLabelStart else { return nil }
        at = index
        partLength = -1
        isLabelStart = true
      default: return nil
      }
      partLength += 1
      guard partLength <= (at == nil ? 64 : 63) else { return nil }
    }
    guard let at, dots > 0, !isLabelStart, !isAfterHyphen, hasTopLetter else { return nil }
    return at + 1
  }

  private static func remarks(onHost host: String) -> [CellRemark] {
    guard let provider = EmailProviders.provider(near: host) else { return [] }
    return [
      CellRemark(
        .valueEmailTypo(value: host, expected: provider))
    ]
  }

  /// The address of `mailto:a@b.c?subject=…` and `Name <a@b.c>`.
  private static func bareAddress(_ text: String) -> Substring {
    var rest = text[...]
    if rest.hasSuffix(">"), let open = rest.lastIndex(of: "<") {
      // What precedes the bracket is a name, unless it is an address itself.
      if !rest[..<open].contains("@") { rest = rest[rest.index(after: open)...].dropLast() }
    }
    let scheme = "mailto:"
    if rest.prefix(scheme.count).lowercased() == scheme {
      rest = rest.dropFirst(scheme.count)
      if let query = rest.firstIndex(of: "?") { rest = rest[..<query] }
    }
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return rest
  }

  /// A dot-atom (RFC 5322 section 3.2.3, with the letters that RFC 6531 adds), up to 64 bytes.
  private static func isLocalPart(_ local: String) -> Bool {
    guard (1...64).contains(local.utf8.count), !local.hasPrefix("."), !local.hasSuffix("."),
      !local.contains("..")
    else { return false }
    return local.unicodeScalars.allSatisfy { scalar in
      if !scalar.isASCII {
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
          || scalar.properties.generalCategory == .nonspacingMark
      }
      switch scalar {
      case "a"..."z", "0"..."9": return true
      default: return ".!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar)
      }
    }
  }

  private func problem(_ fault: IssueContent.EmailFault) -> CellProblem {
    CellProblem(.valueEmailInvalid(fault))
  }
}

/// The providers that most private addresses belong to.
enum EmailProviders {
  /// Their hosts.
  static let hosts = [
    "gmail.com", "googlemail.com", "yahoo.com", "yahoo.ca", "hotmail.com", "outlook.com",
    "live.com", "live.ca", "icloud.com", "aol.com", "proton.me", "protonmail.com", "sympatico.ca",
    "videotron.ca", "rogers.com", "bell.net", "shaw.ca", "telus.net", "orange.fr",
  ]

  private static let known = Set(hosts)
  private static let knownBytes = hosts.map { Array($0.utf8) }
  private static let keys = hosts.map(SuggestionKey.init)

  /// Whether a host is a provider's, or more than a letter away from all of them.
  static func isCertain(_ host: UnsafeBufferPointer<UInt8>) -> Bool {
    guard host.count <= mostBytes else { return true }
    var isCertain = true
    for provider in knownBytes where abs(provider.count - host.count) <= 1 {
      let least = min(provider.count, host.count)
      var same = 0
      while same < least, provider[same] == host[same] { same += 1 }
      if same == least, provider.count == host.count { return true }
      var end = 0
      while end < least - same, provider[provider.count - 1 - end] == host[host.count - 1 - end] {
        end += 1
      }
      // Two letters that changed places are one slip.
      if same + end + 2 >= max(provider.count, host.count) { isCertain = false }
    }
    return isCertain
  }

  /// Longer hosts are no slips.
  private static let mostBytes = 16

  /// The provider one letter away from an unknown host; the first of several.
  static func provider(near host: String) -> String? {
    guard host.utf8.count <= mostBytes, !known.contains(host) else { return nil }
    let key = SuggestionKey(host)
    return keys.firstIndex { key.distance(to: $0, limit: 1) == 1 }.map { hosts[$0] }
  }
}

extension EmailReader {
  /// The byte reader of a field.
  static func byteReader(_ settings: ByteReaderSettings) -> FieldByteReader? {
    FieldByteReader(texts: settings, form: .email)
  }
}
