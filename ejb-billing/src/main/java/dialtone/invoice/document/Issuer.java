package dialtone.invoice.document;

import dialtone.party.Address;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who an invoice is from, and what it looks like.
 *
 * @param register where the company is registered
 * @param colour   of headings: {@code #0b5d5e}
 */
public record Issuer(
        LocalDate from,
        Optional<LocalDate> until,
        String name,
        Address address,
        String register,
        String bank,
        String iban,
        String email,
        String web,
        String colour) {

    public static final String HEADER =
            "from,until,name,street,postalCode,city,country,register,bank,iban,email,web,colour";

    private static final Pattern COLOUR = Pattern.compile("#[0-9a-f]{6}");
    private static final int FIELDS = 13;

    /**
     * Reads the lines of {@code documents/seller.csv}; those that begin with {@code #} are comments.
     *
     * @throws IllegalStateException naming file and line of the first that is not right, that overlaps another, or that days without a line are before
     */
    public static List<Issuer> read(String file, List<String> lines) {
        List<Issuer> issuers = new ArrayList<>();
        Map<Issuer, Integer> numbers = new HashMap<>();
        if (!lines.isEmpty() && !lines.getFirst().equals(HEADER)) {
            throw new IllegalStateException(file + ":1: the first line is " + HEADER);
        }
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            try {
                Issuer issuer = issuer(line.split(",", -1));
                if (issuers.stream().anyMatch(issuer::overlaps)) {
                    throw new IllegalArgumentException("another line is of these days already");
                }
                issuers.add(issuer);
                numbers.put(issuer, i + 1);
            } catch (DateTimeException | IllegalArgumentException wrong) {
                throw new IllegalStateException(file + ":" + (i + 1) + ": " + wrong.getMessage(), wrong);
            }
        }
        issuers.sort(Comparator.comparing(Issuer::from));
        for (int i = 1; i < issuers.size(); i++) {
            Issuer next = issuers.get(i);
            if (!issuers.get(i - 1).until.equals(Optional.of(next.from))) {
                throw new IllegalStateException(
                        file + ":" + numbers.get(next) + ": of the days before " + next.from + " there is no line");
            }
        }
        return issuers;
    }

    private static Issuer issuer(String[] fields) {
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("a line has the fields " + HEADER);
        }
        if (!COLOUR.matcher(fields[12]).matches()) {
            throw new IllegalArgumentException("a colour is written #0b5d5e, not '" + fields[12] + "'");
        }
        return new Issuer(
                LocalDate.parse(fields[0]),
                fields[1].isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(fields[1])),
                fields[2],
                new Address(fields[3], fields[4], fields[5], fields[6]),
                fields[7],
                fields[8],
                fields[9],
                fields[10],
                fields[11],
                fields[12]);
    }

    private boolean overlaps(Issuer other) {
        return until.map(other.from::isBefore).orElse(true)
                && other.until.map(from::isBefore).orElse(true);
    }

    /** That of a day; empty where no line is of it. */
    public static Optional<Issuer> of(List<Issuer> issuers, LocalDate day) {
        return issuers.stream()
                .filter(issuer -> !day.isBefore(issuer.from)
                        && issuer.until.map(day::isBefore).orElse(true))
                .findFirst();
    }
}
