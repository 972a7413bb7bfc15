# standard
