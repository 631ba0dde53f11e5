package dialtone.esim.tmf;

import dialtone.esim.DownloadNotice;
import dialtone.esim.DownloadNotice.Result;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The wire form of a notification of ES2+: header, {@code eid}, {@code iccid}, {@code profileType}, {@code timestamp},
 * {@code notificationPointId}, {@code notificationPointStatus}. {@code resultData}, which the telephone has signed, is not kept. What is not
 * known is passed over, for vendors have more.
 */
final class DownloadProgress {

    private static final Pattern CALL_ID = Pattern.compile("[!-~]{1,120}");
    private static final Pattern ICCID = Pattern.compile("[0-9]{18,20}F?");
    private static final Pattern EID = Pattern.compile("[0-9]{32}");
    private static final Pattern POINT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern CODE = Pattern.compile("[0-9.]{1,20}");

    /** Time to live expired (of the download order); maximum number of retries exceeded (of it, or of the confirmation code). */
    private static final Set<String> FINAL_REASONS = Set.of("4.10", "6.4");

    private DownloadProgress() {}

    /** What is wrong with a body, a sentence for who reads the log of the SM-DP+. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String problem) {
            super(problem);
        }
    }

    static DownloadNotice read(String body) throws Unreadable {
        JsonObject message = object(body);
        JsonObject header = object(message, "header");
        matching(header, "functionRequesterIdentifier", CALL_ID);
        JsonObject status = object(message, "notificationPointStatus");
        return new DownloadNotice(
                matching(header, "functionCallIdentifier", CALL_ID),
                // a nibble fills up an odd number of digits, as it is coded on the card
                matching(message, "iccid", ICCID).replace("F", ""),
                text(message, "eid").isEmpty() ? Optional.empty() : Optional.of(matching(message, "eid", EID)),
                Integer.parseInt(matching(message, "notificationPointId", POINT)),
                result(text(status, "status").orElse(""), status),
                words(status),
                instant(text(message, "timestamp").orElse("")));
    }

    private static JsonObject object(String body) throws Unreadable {
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return reader.readObject();
        } catch (RuntimeException malformed) {
            // whatever the parser calls it: no JSON, no object, nested without end
            throw new Unreadable("The body is not a JSON object");
        }
    }

    private static JsonObject object(JsonObject message, String name) throws Unreadable {
        if (message.get(name) instanceof JsonObject object) {
            return object;
        }
        throw new Unreadable(name + " is mandatory, and an object");
    }

    /** A number counts as its digits: the point is a number by the specification and a text with some vendors. */
    private static Optional<String> text(JsonObject message, String name) {
        JsonValue value = message.get(name);
        return switch (value) {
            case JsonString text -> Optional.of(text.getString());
            case JsonNumber number -> Optional.of(number.toString());
            case null, default -> Optional.empty();
        };
    }

    private static String matching(JsonObject message, String name, Pattern form) throws Unreadable {
        return text(message, name)
                .filter(text -> form.matcher(text).matches())
                .orElseThrow(() -> new Unreadable(name + " is mandatory, of the form " + form));
    }

    private static Result result(String status, JsonObject more) throws Unreadable {
        return switch (status) {
            case "Executed-Success", "Executed-WithWarning" -> Result.EXECUTED;
            case "Failed" -> isFinal(more) ? Result.EXPIRED : Result.FAILED;
            case "Expired" -> Result.EXPIRED;
            default -> throw new Unreadable("status is Executed-Success, Executed-WithWarning, Failed or Expired");
        };
    }

    private static boolean isFinal(JsonObject status) {
        return status.get("statusCodeData") instanceof JsonObject named
                && text(named, "reasonCode").filter(FINAL_REASONS::contains).isPresent();
    }

    /** {@code 8.2.7 3.8: message}, as far as it is said. */
    private static String words(JsonObject status) {
        if (!(status.get("statusCodeData") instanceof JsonObject named)) {
            return "";
        }
        String codes = Stream.of("subjectCode", "reasonCode")
                .flatMap(name ->
                        text(named, name).filter(code -> CODE.matcher(code).matches()).stream())
                .collect(Collectors.joining(" "));
        String words = Stream.of(codes, text(named, "message").orElse("").strip())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(": "));
        // what stands in a line for a person has no line breaks and no other control characters
        String printable = words.replaceAll("\\p{Cntrl}+", " ");
        return printable.substring(0, Math.min(printable.length(), DownloadNotice.MAX_WORDS));
    }

    /** To the second, as SGP.22 has it: finer ones of vendors would be cut by the database, and be another time when they are told again. */
    private static Instant instant(String timestamp) throws Unreadable {
        try {
            Instant told = OffsetDateTime.parse(timestamp).toInstant().truncatedTo(ChronoUnit.SECONDS);
            int year = told.atOffset(ZoneOffset.UTC).getYear();
            if (year >= FIRST_YEAR && year <= LAST_YEAR) {
                return told;
            }
        } catch (DateTimeException noTime) {
            throw new Unreadable("timestamp is mandatory, such as 2026-11-28T10:00:00Z");
        }
        throw new Unreadable("timestamp is of the years " + FIRST_YEAR + " to " + LAST_YEAR);
    }

    /** SGP.22 is of 2016; further on, databases have limits of their own. */
    private static final int FIRST_YEAR = 2016;

    private static final int LAST_YEAR = 9998;
}
