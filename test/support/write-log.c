/*
 * Records what a process does to the files below a folder, for replaying a power cut: preloaded, it writes every write,
 * truncation and sync, in order and with its bytes, to a log. Built by power-loss.test.ts where a C compiler is there.
 *
 * Record, little endian: kind (W, T, S), path length (u16), offset (i64; new size for T), data length (i64), path, data.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int log_fd = -2;
static const char *root;

#define REAL(name, type) ((type)dlsym(RTLD_NEXT, name))
typedef ssize_t (*write_fn)(int, const void *, size_t);
typedef ssize_t (*pwrite_fn)(int, const void *, size_t, off64_t);
typedef int (*sync_fn)(int);
typedef int (*truncate_fn)(int, off64_t);

static void append(const void *bytes, size_t length) {
  const char *at = bytes;
  while (length > 0) {
    ssize_t written = REAL("write", write_fn)(log_fd, at, length);
    if (written <= 0) abort();
    at += written;
    length -= (size_t)written;
  }
}

/* Path of a descriptor below the watched folder, relative to it; 0 for any other. */
static int watched(int fd, char *path, size_t size) {
  if (log_fd == -2) {
    const char *file = getenv("WRITE_LOG");
    root = getenv("WRITE_LOG_ROOT");
    log_fd = file && root ? open(file, O_WRONLY | O_CREAT | O_APPEND, 0600) : -1;
  }
  if (log_fd < 0) return 0;
  char link[64], full[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, full, sizeof full - 1);
  if (length <= 0) return 0;
  full[length] = 0;
  size_t prefix = strlen(root);
  if (strncmp(full, root, prefix) != 0 || full[prefix] != '/') return 0;
  snprintf(path, size, "%s", full + prefix + 1);
  return 1;
}

static void record(char kind, const char *path, int64_t offset, const void *data, int64_t length) {
  uint16_t path_length = (uint16_t)strlen(path);
  append(&kind, 1);
  append(&path_length, 2);
  append(&offset, 8);
  append(&length, 8);
  append(path, path_length);
  if (length > 0) append(data, (size_t)length);
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) {
  char path[4096];
  pthread_mutex_lock(&lock);
  ssize_t written = REAL("pwrite64", pwrite_fn)(fd, data, length, offset);
  if (written > 0 && watched(fd, path, sizeof path)) record('W', path, offset, data, written);
  pthread_mutex_unlock(&lock);
  return written;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) {
  return pwrite64(fd, data, length, offset);
}

ssize_t write(int fd, const void *data, size_t length) {
  char path[4096];
  pthread_mutex_lock(&lock);
  off64_t offset = lseek64(fd, 0, SEEK_CUR);
  ssize_t written = REAL("write", write_fn)(fd, data, length);
  if (written > 0 && offset >= 0 && watched(fd, path, sizeof path)) record('W', path, offset, data, written);
  pthread_mutex_unlock(&lock);
  return written;
}

static int synced(const char *name, int fd) {
  char path[4096];
  pthread_mutex_lock(&lock);
  int result = REAL(name, sync_fn)(fd);
  if (result == 0 && watched(fd, path, sizeof path)) record('S', path, 0, 0, 0);
  pthread_mutex_unlock(&lock);
  return result;
}

int fsync(int fd) { return synced("fsync", fd); }
int fdatasync(int fd) { return synced("fdatasync", fd); }

int ftruncate64(int fd, off64_t size) {
  char path[4096];
  pthread_mutex_lock(&lock);
  int result = REAL("ftruncate64", truncate_fn)(fd, size);
  if (result == 0 && watched(fd, path, sizeof path)) record('T', path, size, 0, 0);
  pthread_mutex_unlock(&lock);
  return result;
}

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }
