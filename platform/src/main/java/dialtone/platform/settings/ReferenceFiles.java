package dialtone.platform.settings;

import dialtone.base.Outcome;
import dialtone.base.ReferenceTable;
import dialtone.base.Rejection;
import dialtone.catalog.OfferingNames;
import dialtone.rating.Holidays;
import dialtone.rating.ReferenceData;
import dialtone.rating.Surcharge;
import dialtone.rating.ZonePlan;
import dialtone.spending.SpendingLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Destination zones, roaming zones, holidays, spending limits and surcharges as files of the catalogue's folder: {@code rating/zones.csv}, {@code rating/roaming.csv},
 * {@code rating/holidays.csv}, {@code rating/spending-limits.csv} and {@code rating/surcharges.csv}. Ordering checks prices against them and billing rates by them.
 */
public final class ReferenceFiles {

    public static final String ZONES = "rating/zones.csv";
    public static final String NETWORKS = "rating/roaming.csv";
    public static final String HOLIDAYS = "rating/holidays.csv";
    public static final String SURCHARGES = "rating/surcharges.csv";
    public static final String LIMITS = "rating/spending-limits.csv";

    private ReferenceFiles() {}

    /**
     * What these files say; one that is not there says nothing.
     *
     * @throws IllegalStateException with every fault, file, line and reason: an installation does not start on half of it
     */
    public static ReferenceData read(Path folder) {
        List<Rejection> faults = new ArrayList<>();
        ZonePlan zones = of(ZonePlan.read(ZONES, lines(folder.resolve(ZONES), ZonePlan.HEADER)), faults, ZonePlan.NONE);
        ZonePlan networks = of(
                ZonePlan.readNetworks(NETWORKS, lines(folder.resolve(NETWORKS), ZonePlan.NETWORKS_HEADER)),
                faults,
                ZonePlan.NONE);
        Holidays holidays =
                of(Holidays.read(HOLIDAYS, lines(folder.resolve(HOLIDAYS), Holidays.HEADER)), faults, Holidays.NONE);
        SpendingLimits limits = of(
                SpendingLimits.read(LIMITS, lines(folder.resolve(LIMITS), SpendingLimits.HEADER)),
                faults,
                SpendingLimits.NONE);
        List<Surcharge> surcharges =
                of(Surcharge.read(SURCHARGES, lines(folder.resolve(SURCHARGES), Surcharge.HEADER)), faults, List.of());
        if (!faults.isEmpty()) {
            throw refused(folder, faults);
        }
        return new ReferenceData(zones, networks, holidays, limits, surcharges);
    }

    /** With every fault, file, line and reason. */
    public static IllegalStateException refused(Path folder, List<Rejection> faults) {
        return new IllegalStateException("The reference data in " + folder + " is refused:\n"
                + faults.stream()
                        .map(fault -> "  " + fault.field() + ": " + fault.message())
                        .collect(Collectors.joining("\n")));
    }

    /**
     * Names of offerings in these tables that nothing is called, with file and line.
     *
     * @param known whether there is an offering of that name, or one that begins so, see {@link OfferingNames}
     */
    public static List<Rejection> unknownOfferings(Path folder, Predicate<String> known) {
        List<Rejection> unknown = new ArrayList<>();
        for (String file : List.of(LIMITS, SURCHARGES)) {
            List<String> lines = lines(folder.resolve(file), "");
            int field = List.of(lines.getFirst().split(",", -1)).indexOf("offerings");
            for (int i = 1; field >= 0 && i < lines.size(); i++) {
                if (lines.get(i).isBlank() || lines.get(i).startsWith("#")) {
                    continue;
                }
                String names = lines.get(i).split(",", -1)[field];
                for (String name :
                        OfferingNames.of(names).orElse(OfferingNames.ANY).names()) {
                    if (!known.test(name)) {
                        unknown.add(Rejection.at(
                                file + ":" + (i + 1), ReferenceTable.CODE, "no offering is called " + name));
                    }
                }
            }
        }
        return unknown;
    }

    private static <T> T of(Outcome<T> outcome, List<Rejection> faults, T otherwise) {
        return outcome.fold(read -> read, reasons -> {
            faults.addAll(reasons);
            return otherwise;
        });
    }

    private static List<String> lines(Path file, String header) {
        try {
            return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of(header);
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }
}
