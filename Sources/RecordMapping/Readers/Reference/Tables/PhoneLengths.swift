/// How many digits national numbers have, by calling code.
///
/// The numbering plans of the countries (ITU-T E.129), as in libphonenumber 9.0: the possible lengths
/// without the calling code, of any kind of number.
enum PhoneLengths {
  private static let text = """
    20:8-10 27:5-10 30:10-12 31:5-11 32:8-9 34:9 36:8-9 39:6-12 40:6,9 41:9,12 43:4-13 45:8 \
    46:6-10,12 47:5,8 48:6-10 51:8-9 52:10 53:6-8,10 54:10-11 55:8-11 56:9-11 57:8,10-11 58:10 \
    60:8-10 62:7-13 63:6,8-13 64:5-10 65:8,10-11 66:8-10,13 7:10 81:8-13 82:5-6,8-13 84:7-10 \
    86:7-12 90:7,10,12-13 91:8-13 92:8-12 93:9 94:9 95:6-10 98:4-7,10 211:9 212:9 213:8-9 216:8 \
    218:9 220:7,9 221:9 222:8 223:8 224:8-9 225:10 226:8 227:8 228:8 229:10 230:7-8,10 231:7-9 \
    232:8 233:8-9 234:10-12 235:8 236:8 237:8-9 238:7 239:7 240:9 241:7-8 242:9 243:7-10 244:9 \
    245:7,9 246:7 247:5-6 248:7 249:9 250:8-9 251:9 252:6-9 253:8 254:7-10 255:9 256:9 257:8 \
    258:8-9 260:9 261:9 262:9 263:7,9-10 264:8-9 265:7,9 266:8 267:7-8,10 268:8-9 269:7 290:4-5 \
    291:7 297:7 298:6 299:6 350:8 351:9 352:4-11 353:7-10 354:7,9 355:6-9 356:8 357:8 358:5-12 \
    359:6-9,12 370:8 371:8 372:7-8,10 373:8 374:8 375:6-11 376:6,8-9 377:8-9 378:8,10 380:9-10 \
    381:6-12 382:8-9 383:8-12 385:7-9 386:5-8 387:8-9 389:8 420:9-12 421:6-7,9 423:7,9 500:5 \
    501:7,11 502:8,11 503:7-8,11 504:8,11 505:8 506:8,10 507:7-8,10-11 508:6,9 509:8 590:9 \
    591:8-9 592:7 593:8-11 594:9 595:6-11 596:9 597:6-7 598:4-12 599:7-8 670:7-8 672:6 673:7 \
    674:7 675:7-8 676:5,7 677:5,7 678:5,7 679:7,11 680:7 681:6,9 682:5 683:4,7 685:5-7,10 \
    686:5,8 687:6 688:5-7 689:6,8-9 690:4-7 691:7 692:7 800:8 808:8 850:8,10 852:5-9,11 853:7-8 \
    855:8-10 856:8-10 870:9,12 878:12 880:6-10 881:9-10 882:7-12 883:8-12 886:7-11 888:11 \
    960:7,10 961:7-8 962:8-9 963:8-9 964:8-10 965:7-8 966:9-10 967:7-9 968:7-9 970:8-10 \
    971:5-12 972:7-12 973:8 974:7-9,11 975:7-8 976:8-10 977:8,10-11 979:9 992:9 993:8 994:9 \
    995:9 996:9-10 998:9
    """

  private static let lengths: [String: [ClosedRange<Int>]] = {
    var lengths: [String: [ClosedRange<Int>]] = [:]
    for entry in text.split(separator: " ") {
      let parts = entry.split(separator: ":")
      guard parts.count == 2 else { continue }
      lengths[String(parts[0])] = parts[1].split(separator: ",").compactMap { range in
        let bounds = range.split(separator: "-").compactMap { Int($0) }
        guard let first = bounds.first, let last = bounds.last, first <= last else { return nil }
        return first...last
      }
    }
    return lengths
  }()

  /// The lengths of a calling code's numbers.
  static func of(_ callingCode: String) -> [ClosedRange<Int>] {
    // E.164: at most 15 digits with the calling code; the shortest networks have 7 with it.
    let others = callingCode.utf8.count
    return lengths[callingCode] ?? [max(7 - others, 4)...(15 - others)]
  }

  /// The lengths as messages show them: `8`, `6–12`, `8, 10`.
  static func words(_ lengths: [ClosedRange<Int>]) -> String {
    lengths.map { range in
      range.count == 1 ? String(range.lowerBound) : "\(range.lowerBound)–\(range.upperBound)"
    }.joined(separator: ", ")
  }
}
