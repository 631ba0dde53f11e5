package dialtone.system.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.shardingsphere.infra.database.core.type.DatabaseType;
import org.apache.shardingsphere.infra.spi.type.typed.TypedSPILoader;
import org.apache.shardingsphere.sql.parser.api.CacheOption;
import org.apache.shardingsphere.sql.parser.api.SQLParserEngine;

/**
 * Whether a statement is Oracle's. H2's Oracle mode takes far more than Oracle does, so that a statement has to pass a parser
 * of Oracle's grammar, a list of the column types that Oracle knows, and a list of constructs that the parser lets through.
 */
final class OracleSql {

    private static final SQLParserEngine PARSER =
            new SQLParserEngine(TypedSPILoader.getService(DatabaseType.class, "Oracle"), new CacheOption(1, 1));

    /** What a column may be: other type names pass the parser. */
    private static final Set<String> TYPES =
            Set.of("NUMBER", "VARCHAR2", "CHAR", "TIMESTAMP", "DATE", "CLOB", "BLOB", "RAW");

    private static final Pattern COLUMN =
            Pattern.compile("(?:^|,)\\s*([A-Z][A-Z0-9_]*)\\s+([A-Z][A-Z0-9]*)", Pattern.MULTILINE);

    /** What a line of a table's definition begins with that is no column. */
    private static final Set<String> NO_COLUMN =
            Set.of("CONSTRAINT", "PRIMARY", "FOREIGN", "UNIQUE", "CHECK", "AND", "OR");

    private record Refused(Pattern pattern, String reason) {
        static Refused of(String regex, String reason) {
            return new Refused(Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL), reason);
        }
    }

    private static final List<Refused> REFUSED = List.of(
            Refused.of("\\bLIMIT\\s+(\\d|\\?|:)", "LIMIT: FETCH FIRST n ROWS ONLY"),
            Refused.of("\\bIF\\s+(NOT\\s+)?EXISTS\\b", "IF EXISTS is not in Oracle before 23"),
            Refused.of("\\b(BOOLEAN|TEXT|BIGINT|SERIAL|DOUBLE PRECISION)\\b", "a type that Oracle does not have"),
            Refused.of("\\bAUTO_INCREMENT\\b", "AUTO_INCREMENT: a sequence"),
            Refused.of("\\bVALUES\\s*\\([^;]*\\)\\s*,\\s*\\(", "VALUES of several rows: INSERT ... SELECT or a batch"),
            Refused.of("=\\s*(TRUE|FALSE)\\b", "TRUE and FALSE: NUMBER(1)"),
            Refused.of("\\bNOT\\s+NULL\\s+DEFAULT\\b", "DEFAULT stands before NOT NULL"),
            Refused.of("=\\s*''|<>\\s*''", "'' is NULL in Oracle"),
            Refused.of("\\bON\\s+CONFLICT\\b|\\bRETURNING\\s+\\*", "ON CONFLICT and RETURNING *: MERGE"),
            Refused.of("\\bCURRENT_DATE\\s*\\(|\\bNOW\\s*\\(", "NOW(): bind the time from the Clock"),
            Refused.of("\\bILIKE\\b|::[a-z]", "another vendor's operator"));

    private OracleSql() {}

    /** @return what Oracle would object to, empty when nothing */
    static List<String> objections(String statement) {
        List<String> objections = new ArrayList<>(refusedConstructs(statement));
        String sql = withoutComments(statement).strip();
        if (sql.toUpperCase(Locale.ROOT).startsWith("CREATE TABLE")) {
            objections.addAll(unknownTypes(sql));
        }
        try {
            PARSER.parse(sql, false);
        } catch (RuntimeException refusal) {
            objections.add("not Oracle's grammar: " + refusal.getMessage());
        }
        return objections;
    }

    /** What can be said of a part of a statement too. */
    static List<String> refusedConstructs(String sql) {
        return REFUSED.stream()
                .filter(refused ->
                        refused.pattern().matcher(withoutComments(sql)).find())
                .map(Refused::reason)
                .toList();
    }

    private static List<String> unknownTypes(String createTable) {
        List<String> unknown = new ArrayList<>();
        Matcher column = COLUMN.matcher(createTable.substring(createTable.indexOf('(') + 1));
        while (column.find()) {
            String name = column.group(1);
            if (!NO_COLUMN.contains(name) && !TYPES.contains(column.group(2))) {
                unknown.add("column " + name + " has a type that Oracle does not know: " + column.group(2));
            }
        }
        return unknown;
    }

    static String withoutComments(String sql) {
        return sql.replaceAll("(?m)--.*$", "");
    }

    /** The statements of a migration, split at semicolons outside quotes. */
    static List<String> statements(String script) {
        List<String> statements = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        boolean quoted = false;
        for (char c : withoutComments(script).toCharArray()) {
            if (c == '\'') {
                quoted = !quoted;
            }
            if (c == ';' && !quoted) {
                statements.add(current.toString().strip());
                current.setLength(0);
            } else {
                current.append(c);
            }
        }
        statements.add(current.toString().strip());
        return statements.stream().filter(statement -> !statement.isEmpty()).toList();
    }
}
