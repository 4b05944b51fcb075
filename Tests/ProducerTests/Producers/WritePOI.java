import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TimeZone;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Apache POI: a cell per value; formulas of the kind `formula` are evaluated, the others are not. */
class WritePOI {
  static final Map<String, String> FORMATS = Map.of(
      "percent", "0.0%", "date", "yyyy-mm-dd", "time", "hh:mm:ss", "duration", "[h]:mm:ss",
      "datetime", "yyyy-mm-dd hh:mm:ss");

  public static void main(String[] arguments) throws Exception {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    System.out.println(org.apache.poi.Version.getVersion());
    var book = new XSSFWorkbook();
    var styles = new HashMap<String, CellStyle>();
    for (var format : FORMATS.entrySet()) {
      var style = book.createCellStyle();
      style.setDataFormat(book.createDataFormat().getFormat(format.getValue()));
      styles.put(format.getKey(), style);
    }
    var evaluator = book.getCreationHelper().createFormulaEvaluator();
    var sheets = new LinkedHashMap<String, Sheet>();
    for (var line : Files.readString(Path.of(arguments[0])).split("\n")) {
      if (line.isEmpty() || line.startsWith("#")) continue;
      var parts = line.split("\t", -1);
      String kind = parts[2], text = unescape(parts[3]);
      if (kind.equals("instant")) continue;
      var sheet = sheets.computeIfAbsent(parts[0], name -> {
        var made = book.createSheet(name);
        var header = made.createRow(0);
        header.createCell(0).setCellValue("k");
        header.createCell(1).setCellValue("v");
        return made;
      });
      Row row = sheet.createRow(sheet.getLastRowNum() + 1);
      row.createCell(0).setCellValue(parts[1]);
      if (kind.equals("null") || kind.equals("nan") || kind.contains("inf")) {
        // POI writes an error for what is no number.
        if (!kind.equals("null"))
          row.createCell(1).setCellValue(Double.parseDouble(
              kind.equals("nan") ? "NaN" : kind.equals("inf") ? "Infinity" : "-Infinity"));
        continue;
      }
      Cell cell = row.createCell(1);
      switch (kind) {
        case "text", "empty" -> cell.setCellValue(text);
        case "integer", "decimal", "percent" -> cell.setCellValue(Double.parseDouble(text));
        case "boolean" -> cell.setCellValue(text.equals("true"));
        case "error" -> cell.setCellErrorValue(FormulaError.forString(text).getCode());
        case "date" -> date(cell, LocalDate.parse(text).atStartOfDay(), text);
        case "datetime" -> date(cell, LocalDateTime.parse(text.replace(' ', 'T')), text);
        case "time" -> cell.setCellValue(LocalTime.parse(text).toNanoOfDay() / 86400e9);
        case "duration" -> {
          var units = text.split(":");
          cell.setCellValue((Integer.parseInt(units[0]) * 60 + Integer.parseInt(units[1])) / 1440.0);
        }
        default -> {
          cell.setCellFormula(text.split(" = ")[0]);
          if (kind.equals("formula")) evaluator.evaluateFormulaCell(cell);
        }
      }
      if (styles.containsKey(kind)) cell.setCellStyle(styles.get(kind));
      if (parts[0].equals("days")) cell.setCellStyle(styles.get("date"));
    }
    try (var file = new FileOutputStream(arguments[1] + "/all.xlsx")) {
      book.write(file);
    }
  }

  /** A date as a number of days; POI gives -1 for those before its epoch, whoever has them writes texts. */
  static void date(Cell cell, LocalDateTime moment, String text) {
    double serial = DateUtil.getExcelDate(java.sql.Timestamp.valueOf(moment));
    if (serial < 0) cell.setCellValue(text);
    else cell.setCellValue(serial);
  }

  static String unescape(String text) {
    var result = new StringBuilder();
    for (int index = 0; index < text.length(); index++) {
      char letter = text.charAt(index);
      if (letter == '\\') {
        letter = text.charAt(++index);
        letter = letter == 'n' ? '\n' : letter == 'r' ? '\r' : letter == 't' ? '\t' : letter;
      }
      result.append(letter);
    }
    return result.toString();
  }
}
