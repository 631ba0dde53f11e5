package dialtone.usage.service;

import dialtone.ledger.service.Columns;
import dialtone.usage.UsageEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which records of a source have been taken, for ever, in the table USAGE_SEQUENCE_BLOCK: one bit a record, {@value #BLOCK_SIZE}
 * of them a row. A file's sequence numbers follow each other, so that a batch touches few rows, where a unique index over the
 * records would take an entry each: it cost a quarter of the intake.
 *
 * <p>The rows of a batch are locked, in order, until its transaction ends. Two batches that add the same row at the same time meet
 * at its primary key; one of them fails, is tried again, and finds what the other has taken.
 */
final class UsageSequences {

    /** As many bits as SQL's POWER, SUM and a NUMBER(16) hold exactly, and a number that a person can divide by. */
    static final int BLOCK_SIZE = 50;

    /** A range of blocks is asked for as such while at most every fourth of them can be touched. */
    private static final int SPARSE = 4;

    /** No block: sequence numbers are not negative. */
    private static final long NONE = -1;

    private UsageSequences() {}

    /** Notes the records as taken and returns those that neither the table nor an earlier place of the batch had. */
    static List<UsageEvent> take(Connection connection, List<UsageEvent> events) throws SQLException {
        if (events.isEmpty()) {
            return List.of();
        }
        String source = events.get(0).source();
        Map<Long, Long> stored = lock(connection, source, blocks(events));
        TreeMap<Long, Long> taken = new TreeMap<>(stored);
        List<UsageEvent> fresh = new ArrayList<>(events.size());
        long block = NONE;
        long bits = 0;
        for (UsageEvent event : events) {
            if (!event.source().equals(source)) {
                throw new IllegalArgumentException("A batch of two sources: " + source + " and " + event.source());
            }
            if (event.sequence() / BLOCK_SIZE != block) {
                put(taken, block, bits);
                block = event.sequence() / BLOCK_SIZE;
                bits = taken.getOrDefault(block, 0L);
            }
            long bit = 1L << (event.sequence() % BLOCK_SIZE);
            if ((bits & bit) == 0) {
                bits |= bit;
                fresh.add(event);
            }
        }
        put(taken, block, bits);
        store(connection, source, stored, taken);
        return fresh;
    }

    /** Records come in their order, mostly: the block is that of the one before. */
    private static SortedSet<Long> blocks(List<UsageEvent> events) {
        SortedSet<Long> blocks = new TreeSet<>();
        long last = NONE;
        for (UsageEvent event : events) {
            long block = event.sequence() / BLOCK_SIZE;
            if (block != last) {
                blocks.add(block);
                last = block;
            }
        }
        return blocks;
    }

    private static void put(Map<Long, Long> taken, long block, long bits) {
        if (block != NONE) {
            taken.put(block, bits);
        }
    }

    private static Map<Long, Long> lock(Connection connection, String source, SortedSet<Long> blocks)
            throws SQLException {
        return blocks.last() - blocks.first() < (long) SPARSE * blocks.size()
                ? lockRange(connection, source, blocks.first(), blocks.last())
                : lockEach(connection, source, blocks);
    }

    /** By the primary key. */
    private static Map<Long, Long> lockRange(Connection connection, String source, long first, long last)
            throws SQLException {
        Map<Long, Long> taken = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT BLOCK_NUMBER, TAKEN FROM USAGE_SEQUENCE_BLOCK WHERE SOURCE_NAME = ? AND BLOCK_NUMBER >= ?"
                        + " AND BLOCK_NUMBER <= ? ORDER BY BLOCK_NUMBER FOR UPDATE")) {
            select.setString(1, source);
            select.setLong(2, first);
            select.setLong(3, last);
            read(select, taken);
        }
        return taken;
    }

    /** By the primary key. */
    private static Map<Long, Long> lockEach(Connection connection, String source, SortedSet<Long> blocks)
            throws SQLException {
        Map<Long, Long> taken = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT BLOCK_NUMBER, TAKEN FROM USAGE_SEQUENCE_BLOCK WHERE SOURCE_NAME = ? AND BLOCK_NUMBER IN ("
                        + Columns.inList() + ") ORDER BY BLOCK_NUMBER FOR UPDATE")) {
            for (List<Long> list : Columns.inLists(blocks)) {
                select.setString(1, source);
                for (int i = 0; i < list.size(); i++) {
                    select.setLong(i + 2, list.get(i));
                }
                read(select, taken);
            }
        }
        return taken;
    }

    private static void read(PreparedStatement select, Map<Long, Long> into) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                into.put(row.getLong("BLOCK_NUMBER"), row.getLong("TAKEN"));
            }
        }
    }

    private static void store(Connection connection, String source, Map<Long, Long> stored, SortedMap<Long, Long> taken)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO USAGE_SEQUENCE_BLOCK (TAKEN, SOURCE_NAME, BLOCK_NUMBER) VALUES (?, ?, ?)");
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE USAGE_SEQUENCE_BLOCK SET TAKEN = ? WHERE SOURCE_NAME = ? AND BLOCK_NUMBER = ?")) {
            for (Map.Entry<Long, Long> block : taken.entrySet()) {
                Long before = stored.get(block.getKey());
                if (!block.getValue().equals(before)) {
                    PreparedStatement statement = before == null ? insert : update;
                    statement.setLong(1, block.getValue());
                    statement.setString(2, source);
                    statement.setLong(3, block.getKey());
                    statement.addBatch();
                }
            }
            insert.executeBatch();
            update.executeBatch();
        }
    }
}
