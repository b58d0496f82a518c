#include "main/cli.h"

int main(int argc, char** argv) {
  return yibao::main::run(argc, argv);
}
