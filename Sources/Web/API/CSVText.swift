import HTTPTypes
import Hummingbird

/// A table as CSV (RFC 4180) that no spreadsheet takes for formulas (EX-1).
enum CSVText {
    static func of(_ rows: [[String]]) -> String {
        "\u{feff}" + rows.map { $0.map(field).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func field(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r\0".contains($0) } ?? false
        let safe = isFormula ? "'" + text : text
        guard safe.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }

    /// An answer that browsers save.
    static func response(_ text: String, fileName: String) -> Response {
        var response = Response.bytes(text, contentType: "text/csv; charset=utf-8")
        response.headers[.contentDisposition] = "attachment; filename=\"\(fileName)\""
        return response
    }
}

extension RetentionTable {
    var response: Response { CSVText.response(text, fileName: "retention.csv") }
}
